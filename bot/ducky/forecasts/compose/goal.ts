import {
  preciseCount,
  preciseRange,
  roundCount,
  roundRange,
  roundWhole,
} from '../../../words/numbers.ts';
import type { ForecastFact } from '../plan-facts.ts';

/** Whether the plan would meet its goal; what it would get where it names none. */
export function goalInWords({
  goalImpressions: goal,
  delivery,
  impressions,
}: ForecastFact): string {
  const likely = delivery
    ? `would get about ${roundWhole(delivery.impressions.p50)} (likely ${roundRange(delivery.impressions)})`
    : `has about ${preciseCount(impressions.p50)} available (likely ${preciseRange(impressions)})`;
  if (goal === null) return `The plan names no goal of impressions; over its flight it ${likely}.`;
  const { p10, p90 } = delivery?.impressions ?? impressions;
  return `The goal is ${roundCount(goal)} impressions; over its flight the plan ${likely}: ${verdict(goal, { p10, p90 })}.`;
}

function verdict(goal: number, { p10, p90 }: { p10: number; p90: number }): string {
  if (p90 < goal) return 'even the high end falls short';
  if (p10 < goal) return 'it may be met, but that is not sure';
  return 'even the low end is enough, as far as bids win it';
}
