import type { Forecast } from '../../../../data/forecast.ts';
import { impressionsADay } from '../../../words/mean-day.ts';

/**
 * Impressions on a mean day of the flight that the plan's terms leave, at P50: all that are
 * available where it has no frequency cap. Null where a cap could not be reckoned with.
 */
export function deliveredADay(forecast: Forecast): number | null {
  const { plan, delivery, total } = forecast;
  const { p50: available } = impressionsADay(forecast);
  if (!delivery) return plan.frequencyCap ? null : available;
  if (total.impressions.p50 === 0) return 0;
  return (available * delivery.impressions.p50) / total.impressions.p50;
}
