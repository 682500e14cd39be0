import { daysBetween } from '../../data/calendar.ts';
import type { Forecast } from '../../data/forecast.ts';
import { roundCount } from './numbers.ts';

/** What the forecast's confidence rests on: `68 impressions a day, total ±19%, 15 days ahead`. */
export function groundsOfConfidence({ daily, dataThrough, plan, total }: Forecast): string {
  const { p10, p50, p90 } = total.impressions;
  const daysAhead = daysBetween(dataThrough, plan.flight.end);
  return [
    `${roundCount(p50 / Math.max(1, daily.length))} impressions a day`,
    ...(p50 > 0 ? [`total ±${Math.round(((p90 - p10) / 2 / p50) * 100)}%`] : []),
    daysAhead === 1 ? 'one day ahead' : `${daysAhead} days ahead`,
  ].join(', ');
}
