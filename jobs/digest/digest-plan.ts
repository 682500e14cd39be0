import { addDays } from '../../data/calendar.ts';
import type { NextWeek, PlanDigest } from '../../data/digest.ts';
import { type Forecast, type ForecastResult, isRefusal } from '../../data/forecast.ts';
import type { MadeUnasked } from '../../data/postgres/forecasts.ts';
import type { SavedPlan } from '../../data/postgres/plans/plans.ts';
import { lookBack } from './digest-look-back.ts';
import { type DigestOrder, daysOn, forecastDays } from './digest-order.ts';
import { risksOf } from './digest-risks.ts';

/** What a digest says of a plan, and the forecasts to store with it. */
interface MadePlan {
  plan: PlanDigest;
  forecasts: MadeUnasked[];
}

/**
 * Makes the part of a weekly digest about one saved plan: its forecast for next week, how the one
 * for this week did, and what is at risk.
 * @throws AppError `no_history`, or where the history cannot be read now.
 */
export async function digestOfPlan(order: DigestOrder, saved: SavedPlan): Promise<MadePlan> {
  const days = daysOn(saved, addDays(order.today, 1));
  const made = days && (await forecastDays(order, { ...saved.plan, flight: days }));
  const forecast = made && !isRefusal(made) ? made : null;
  const { backFilled, lookBack: looked } = await lookBack(order, saved, forecast);
  const risks = await risksOf(order, saved, forecast);
  const { id: planId, name, status } = saved;
  return {
    plan: { planId, name, status, next: nextWeek(made), lookBack: looked, risks },
    forecasts: [...toStore(order, 'digest', forecast), ...toStore(order, 'backtest', backFilled)],
  };
}

function nextWeek(made: ForecastResult | undefined): NextWeek {
  if (!made) return { kind: 'not on' };
  if (isRefusal(made)) return { kind: 'refused', ...made.refused };
  const { impressions, reach } = made.total;
  return { kind: 'forecast', days: made.plan.flight, impressions, reach };
}

function toStore(
  { teamId, historyOrigin }: DigestOrder,
  source: MadeUnasked['source'],
  forecast: Forecast | null | undefined,
): MadeUnasked[] {
  return forecast ? [{ source, teamId, forecast, historyOrigin }] : [];
}
