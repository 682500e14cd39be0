import { dayRange } from '../../data/calendar.ts';
import type { Forecast, Range } from '../../data/forecast.ts';
import {
  preciseCount,
  preciseRange,
  roundCount,
  roundRange,
  roundWhole,
  timesEach,
} from './numbers.ts';

/** The one line of a forecast that a busy person repeats, in its parts. */
export interface Headline {
  /** `About 1.2k impressions a day`. */
  claim: string;
  /** `P10–P90: 900–1.5k`. */
  range: string;
  /** `16.8k in total over 14 days (P10–P90: 14.3k–19.3k); reach 9.1k people, each about 1.8 times`. */
  detail: string;
}

/** Says a forecast in one line. */
export function headline({ plan, daily, total }: Forecast): Headline {
  const days = dayRange(plan.flight.start, plan.flight.end).length;
  const perDay = meanDay(daily.map(({ impressions }) => impressions));
  const inTotal = `${preciseCount(Math.round(total.impressions.p50))} in total over ${days} days (P10–P90: ${preciseRange(total.impressions)})`;
  return {
    claim: `About ${roundCount(perDay.p50)} impressions ${days > 1 ? 'a day' : 'on the day'}`,
    range: `P10–P90: ${roundRange(perDay)}`,
    detail: [...(days > 1 ? [inTotal] : []), reachInWords(total)].join('; '),
  };
}

/** The headline as plain text. */
export function headlineText(forecast: Forecast): string {
  const { claim, range, detail } = headline(forecast);
  return `${claim} (${range}), ${detail}`;
}

function meanDay(days: readonly Range[]): Range {
  const mean = (quantile: keyof Range) =>
    days.reduce((sum, day) => sum + day[quantile], 0) / Math.max(1, days.length);
  return { p10: mean('p10'), p50: mean('p50'), p90: mean('p90') };
}

function reachInWords({ reach, averageFrequency }: Forecast['total']): string {
  if (reach === null) return 'reach unknown, as these data carry no users';
  const people = `reach ${roundWhole(reach.p50)} people`;
  return averageFrequency ? `${people}, each about ${timesEach(averageFrequency)}` : people;
}
