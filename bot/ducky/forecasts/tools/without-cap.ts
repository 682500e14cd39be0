import type { Forecast } from '../../../../data/forecast.ts';
import { impressionsADay } from '../../../words/mean-day.ts';
import { inWholes } from '../../../words/numbers.ts';
import type { AlternativesFact } from '../plan-facts.ts';
import { deliveredADay } from './delivered.ts';
import { followUpWithout, partInWords } from './follow-up.ts';
import { percentChange } from './numbers.ts';

/** What a day would deliver without the frequency cap; null where no cap limits the flight. */
export function withoutCap(forecast: Forecast): AlternativesFact['withoutCap'] {
  const { plan, delivery } = forecast;
  if (delivery?.limitedBy !== 'frequency cap') return null;
  const followUp = followUpWithout(plan, 'frequencyCap');
  const perDay = deliveredADay(forecast);
  if (!followUp || perDay === null) return null;
  const { p50: withoutPerDay } = impressionsADay(forecast);
  return {
    part: partInWords(plan, 'frequencyCap'),
    perDay: inWholes(perDay),
    withoutPerDay: inWholes(withoutPerDay),
    morePercent: percentChange(perDay, withoutPerDay),
    followUp,
  };
}
