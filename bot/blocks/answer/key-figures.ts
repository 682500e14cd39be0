import type { HeaderBlock, SectionBlock } from '@slack/types';

import type { Forecast } from '../../../data/forecast.ts';
import { groundsOfConfidence } from '../../words/confidence.ts';
import { headlineToRepeat } from '../../words/headline.ts';
import {
  preciseCount,
  preciseRange,
  roundRange,
  roundWhole,
  timesEach,
} from '../../words/numbers.ts';
import { LIMITS } from '../limits.ts';
import { plainText } from '../text.ts';

/** The top of a forecast: its headline, then impressions, reach, frequency and confidence. */
export function keyFigures(forecast: Forecast): (HeaderBlock | SectionBlock)[] {
  const fields = [impressions(forecast), ...audience(forecast), confidence(forecast)];
  return [
    { type: 'header', text: plainText(headlineToRepeat(forecast), LIMITS.header) },
    { type: 'section', fields: fields.map((text) => ({ type: 'mrkdwn', text })) },
  ];
}

function impressions({ daily, total }: Forecast): string {
  const days = daily.length === 1 ? 'one day' : `${daily.length} days`;
  const p50 = preciseCount(Math.round(total.impressions.p50));
  return `*Impressions*\n${p50} in ${days}\n_likely ${preciseRange(total.impressions)}_`;
}

function audience({ total: { reach, averageFrequency } }: Forecast): string[] {
  if (reach === null) return ['*Reach*\nUnknown\n_these data carry no users_'];
  const people = `*Reach*\n${roundWhole(reach.p50)} people\n_likely ${roundRange(reach)}_`;
  if (!averageFrequency) return [people];
  return [
    people,
    `*Average frequency*\n${timesEach(averageFrequency)}\n_how often each person sees it_`,
  ];
}

function confidence(forecast: Forecast): string {
  const word = forecast.confidence.replace(/^./, (letter) => letter.toUpperCase());
  return `*Confidence*\n${word}\n_${groundsOfConfidence(forecast)}_`;
}
