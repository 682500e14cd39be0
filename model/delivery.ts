import type { Forecast } from '../data/forecast.ts';
import type { Plan } from '../data/plan.ts';
import { atMost, mapRange, type Quantities } from './ranges.ts';

/**
 * What is left of the available impressions under the plan's frequency cap; undefined without a
 * cap, or where the data cannot tell. `capShare` is the share of impressions left, 0-1.
 */
export function deliveryUnderCap(
  plan: Plan,
  capShare: number | null,
  total: Quantities,
): Forecast['delivery'] {
  if (!plan.frequencyCap || capShare === null) return undefined;
  const impressions = mapRange(total.impressions, (value) => Math.round(value * capShare));
  return {
    impressions,
    reach: total.reach && atMost(total.reach, impressions),
    spend: null,
    winRate: null,
    limitedBy: impressions.p50 < total.impressions.p50 ? 'frequency cap' : 'available impressions',
  };
}
