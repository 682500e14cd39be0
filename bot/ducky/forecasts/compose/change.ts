import { listed } from '../../../../prompts/short-list.ts';
import { longDay } from '../../../words/dates.ts';
import { roundCount, roundWhole } from '../../../words/numbers.ts';
import type { EarlierFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { instantInWords } from '../tools/when.ts';
import { type Found, forecastIn, isRefused } from './facts.ts';
import { NO_FORECAST, saying, signed, whyRefused } from './sentences.ts';

/** What is different from the forecast before, and why. */
export function composeChange(found: Found): Told[] {
  const { earlier, forecast } = found;
  if (forecast && isRefused(forecast)) return saying(whyRefused(forecast));
  if (earlier) return saying(difference(earlier), reachOf(earlier), ...reasons(earlier));
  const now = forecastIn(found);
  if (!now) return saying(NO_FORECAST);
  return saying(
    'I know of no earlier forecast of this plan, so there is nothing to compare it with.',
    `It says about ${roundCount(now.impressionsPerDay.p50)} impressions a day, from data through ${longDay(now.dataThrough)}.`,
    'Ask for the same plan again once new data have come in, or change it in this thread.',
  );
}

function difference(earlier: EarlierFact): string {
  const { relation, generatedBefore } = earlier;
  const change = changeInImpressions(earlier);
  const which = relation === 'same plan' ? 'the same plan' : 'the plan before';
  return `Against the forecast of ${which} (${instantInWords(generatedBefore)}): ${change}.`;
}

function changeInImpressions({ before, now, changePercent }: EarlierFact): string {
  if (changePercent === 0) return `the same impressions a day (${roundCount(now)})`;
  const numbers = `${roundCount(before)} → ${roundCount(now)}`;
  if (changePercent === null) return `impressions a day ${numbers}`;
  return `${signed(changePercent)} impressions a day (${numbers})`;
}

function reachOf({ reachBefore, reachNow }: EarlierFact): string | undefined {
  if (reachBefore === null || reachNow === null) return undefined;
  const now = roundWhole(reachNow);
  const before = roundWhole(reachBefore);
  return now === before ? `Reach is the same (${now}).` : `Reach: ${before} → ${now} people.`;
}

function reasons(earlier: EarlierFact): string[] {
  const { relation, changes, dataThroughBefore, dataThroughNow, isSameModel } = earlier;
  const isSameData = dataThroughBefore === dataThroughNow;
  const causes = [
    ...(changes.length > 0 ? [`The plan is another one: ${listed(changes)}.`] : []),
    ...(isSameData
      ? []
      : [`The data now go to ${longDay(dataThroughNow)}, then to ${longDay(dataThroughBefore)}.`]),
    ...(isSameModel ? [] : ['Another version of the model forecasts now.']),
  ];
  if (causes.length === 0) return ['Plan, data and model are the same.'];
  return relation === 'same plan' ? ['The plan is the same.', ...causes] : causes;
}
