import { dayRange } from '../../data/calendar.ts';
import type { Forecast } from '../../data/forecast.ts';
import { impressionsADay } from './mean-day.ts';
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
  /** `likely 900–1.5k`. */
  range: string;
  /** `16.8k in total over 14 days (likely 14.3k–19.3k); reach 9.1k people, each about 1.8 times`. */
  detail: string;
}

/** Summarises a forecast in one line: impressions a day, their range, the total and the reach. */
export function headline(forecast: Forecast): Headline {
  const { plan, total } = forecast;
  const days = dayRange(plan.flight.start, plan.flight.end).length;
  const perDay = impressionsADay(forecast);
  const inTotal = `${preciseCount(Math.round(total.impressions.p50))} in total over ${days} days (likely ${preciseRange(total.impressions)})`;
  return {
    claim: `About ${roundCount(perDay.p50)} impressions ${days > 1 ? 'a day' : 'on the day'}`,
    range: `likely ${roundRange(perDay)}`,
    detail: [...(days > 1 ? [inTotal] : []), reachInWords(total)].join('; '),
  };
}

/**
 * The shortest summary of a forecast, its header, to repeat aloud:
 * `About 1.2k impressions a day, reaching 9.1k people in 14 days`.
 */
export function headlineToRepeat(forecast: Forecast): string {
  const { daily, total } = forecast;
  const { reach, impressions } = total;
  const within = daily.length > 1 ? ` in ${daily.length} days` : '';
  const { claim } = headline(forecast);
  if (reach) return `${claim}, reaching ${roundWhole(reach.p50)} people${within}`;
  return within ? `${claim}, ${roundWhole(impressions.p50)}${within}` : claim;
}

/** A forecast's one-line summary as plain text. */
export function headlineText(forecast: Forecast): string {
  const { claim, range, detail } = headline(forecast);
  return `${claim} (${range}), ${detail}`;
}

function reachInWords({ reach, averageFrequency }: Forecast['total']): string {
  if (reach === null) return 'reach unknown, as these data carry no users';
  const people = `reach ${roundWhole(reach.p50)} people`;
  return averageFrequency ? `${people}, each about ${timesEach(averageFrequency)}` : people;
}
