import type { ContextBlock } from '@slack/types';

import { type Day, dayIn, daysBetween } from '../../../data/calendar.ts';
import type { Forecast } from '../../../data/forecast.ts';
import type { LiveAccuracy } from '../../../data/postgres/accuracy/live-accuracy.ts';
import type { TestedAccuracy } from '../../../data/postgres/models/model-accuracy.ts';
import { longDay, shortDay } from '../../words/dates.ts';
import { context, escapeMrkdwn } from '../text.ts';

export interface ProvenanceParts {
  forecast: Forecast;
  requestedBy: string;
  /** The reporting time zone, whose days those of the data are. */
  timeZone: string;
  /** How the model did in its test; absent where that is not known. */
  accuracy?: TestedAccuracy | undefined;
  /** How forecasts did on the days that have come since; absent where that is not known. */
  live?: LiveAccuracy | undefined;
}

/**
 * The small print below a forecast: its accuracy in tests and live, how old the data are, which
 * model made it, and who asked.
 */
export function provenance({
  forecast,
  requestedBy,
  timeZone,
  accuracy,
  live,
}: ProvenanceParts): ContextBlock[] {
  const { dataThrough, generatedAt, model } = forecast;
  const madeOn = dayIn(timeZone, new Date(generatedAt));
  const facts = [
    `Data through ${longDay(dataThrough)}${ageInWords(dataThrough, madeOn)}`,
    `model ${escapeMrkdwn(model.version)} (${escapeMrkdwn(model.method)})`,
    `asked by <@${requestedBy}>`,
  ];
  return [
    context(
      [FOLLOW_UP, `${rangeInWords(accuracy)}${liveInWords(live)}`, facts.join(' · ')].join('\n'),
    ),
  ];
}

/** The hint to ask a follow-up in the thread: the quickest way on, and nobody would think of it. */
const FOLLOW_UP =
  'To change it, reply in the thread: “and Android?”, “add Pune”, “what if 30 days”.';

/** How many days old the data are; nothing where they are of yesterday, and fresh. */
function ageInWords(dataThrough: Day, madeOn: Day): string {
  const days = daysBetween(dataThrough, madeOn);
  return days > 1 ? ` (${days} days ago)` : '';
}

/** What the likely range of a forecast promises: an interval with 80% coverage. */
export const LIKELY = '_Likely_ is P10 to P90: 8 times in 10, the real number should fall inside.';

/** What a range promises, and the coverage and error of the model on held-out days. */
function rangeInWords(accuracy: TestedAccuracy | undefined): string {
  if (!accuracy) return LIKELY;
  const { coverage80, wape, horizonDays } = accuracy;
  const test = `In the model’s test, on days it had not seen, up to ${horizonDays} days ahead`;
  return `${LIKELY} ${test}, ${resultInWords(coverage80, wape)} on average.`;
}

/** Of fewer daily forecasts or days than this, an odd one says more than all others. */
const ENOUGH_FORECASTS = 30;
const ENOUGH_DAYS = 7;

/** Coverage and error of earlier forecasts on the days that came since; nothing for too few. */
function liveInWords(live: LiveAccuracy | undefined): string {
  if (!live || live.wape === null) return '';
  const { days, dayCount, count, coverage80, wape } = live;
  if (count < ENOUGH_FORECASTS || dayCount < ENOUGH_DAYS) return '';
  const when = `${dayCount} days from ${shortDay(days.first)} to ${longDay(days.last)}`;
  return ` In the forecasts made here for ${when}, ${resultInWords(coverage80, wape)}.`;
}

function resultInWords(coverage: number, wape: number): string {
  const held = (coverage * 10).toFixed(1).replace(/\.0$/, '');
  return `it did ${held} times in 10, and daily numbers were ${Math.round(wape * 100)}% off`;
}
