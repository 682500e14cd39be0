import { addDays, type Day } from '../../data/calendar.ts';
import { readDailyCounts } from '../../data/clickhouse/queries/daily-counts.ts';
import type { Risk } from '../../data/digest.ts';
import { type Forecast, isRefusal } from '../../data/forecast.ts';
import type { SavedPlan } from '../../data/postgres/plans/plans.ts';
import { type DigestOrder, forecastDays, later, WEEK_DAYS } from './digest-order.ts';

/** From this loss on, 0.2 = 20%, a week is well below the last. */
const MARKED_LOSS = 0.2;

/**
 * The warnings about a plan in its weekly digest: flight over, draft late, goal at risk or out of
 * reach, impressions falling. `next` is next week's forecast.
 */
export async function risksOf(
  order: DigestOrder,
  saved: SavedPlan,
  next: Forecast | null,
): Promise<Risk[]> {
  const { flight } = saved.plan;
  if (flight.end <= order.today) return [{ kind: 'flight over', end: flight.end }];
  const goal = await riskOfGoal(order, saved);
  return [...lateness(order.today, saved), ...goal, ...(next ? falling(next) : [])];
}

function lateness(today: Day, { status, plan }: SavedPlan): Risk[] {
  const { start } = plan.flight;
  return status === 'draft' && start <= today ? [{ kind: 'draft is late', start }] : [];
}

/**
 * Whether a plan may miss its goal of impressions: what came of the flight so far, and what the
 * rest of it is forecast to bring, against it.
 */
async function riskOfGoal(order: DigestOrder, saved: SavedPlan): Promise<Risk[]> {
  const { plan } = saved;
  const { dataThrough } = order;
  if (!plan.goal || dataThrough === null) return [];
  const start = later(plan.flight.start, addDays(dataThrough, 1));
  const rest = await forecastDays(order, { ...plan, flight: { start, end: plan.flight.end } });
  if (isRefusal(rest)) return [];
  const available = rest.total.impressions;
  const { p50, p90 } = (rest.delivery ?? rest.total).impressions;
  // What came can be delivered as little beyond the cap as what is to come.
  const share = available.p50 > 0 ? p50 / available.p50 : 1;
  const came = Math.round(share * (await cameSoFar(order, saved, dataThrough)));
  return judgeGoal({ goal: plan.goal.impressions, likely: came + p50, best: came + p90 });
}

/** Whether a goal is met at P50 (`likely`) or at least at P90 (`best`). */
export function judgeGoal(figures: { goal: number; likely: number; best: number }): Risk[] {
  const { goal, likely, best } = figures;
  if (best < goal) return [{ kind: 'goal out of reach', ...figures }];
  return likely < goal ? [{ kind: 'goal at risk', ...figures }] : [];
}

/** Matching requests since a booked flight began, whatever its cap; of a draft, nothing was bought. */
async function cameSoFar(
  { clickhouse, signal }: DigestOrder,
  { status, plan }: SavedPlan,
  last: Day,
): Promise<number> {
  const { targeting, flight } = plan;
  if (status === 'draft' || flight.start > last) return 0;
  const span = { first: flight.start, last };
  const counts = await readDailyCounts(clickhouse, { targeting, span, signal });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Warns where next week's forecast is well below last week's impressions. */
function falling({ daily, history }: Forecast): Risk[] {
  const lastWeek = history.slice(-WEEK_DAYS);
  // Fewer days may be the quiet ones of the week.
  if (daily.length < WEEK_DAYS || lastWeek.length < WEEK_DAYS) return [];
  const expected = daily.reduce((sum, { impressions }) => sum + impressions.p50, 0);
  const came = lastWeek.reduce((sum, { impressions }) => sum + impressions, 0);
  const change = came > 0 ? expected / came - 1 : 0;
  return change <= -MARKED_LOSS ? [{ kind: 'falling', change }] : [];
}
