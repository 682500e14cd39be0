import { addDays, type Day } from '../../data/calendar.ts';
import { readDailyCounts } from '../../data/clickhouse/queries/daily-counts.ts';
import type { LookBack } from '../../data/digest.ts';
import { AppError } from '../../data/errors.ts';
import { type Forecast, isRefusal } from '../../data/forecast.ts';
import type { DaySpan } from '../../data/history.ts';
import type { Flight } from '../../data/plan.ts';
import {
  type EarlierForecast,
  findEarlierForecast,
} from '../../data/postgres/plans/earlier-forecasts.ts';
import type { SavedPlan } from '../../data/postgres/plans/plans.ts';
import { type DigestOrder, daysOn, forecastDays, weekFrom } from './digest-order.ts';

/** How the last forecast of a plan did, and that forecast where it was only made up for now. */
interface LookedBack {
  lookBack: LookBack | null;
  backFilled?: Forecast;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * Compares a plan's forecast for the last days, made before they came, with the actual impressions,
 * for the weekly digest. Where the history is generated and nobody made such a forecast, it is made
 * up for from the data as they were a week ago. `next` is next week's forecast.
 */
export async function lookBack(
  order: DigestOrder,
  saved: SavedPlan,
  next: Forecast | null,
): Promise<LookedBack> {
  const days = comeSince(order);
  if (!days) return { lookBack: null };
  const { pool, today, historyBegan } = order;
  const { targeting } = saved.plan;
  // Made about a week ago; one made in the middle of these days says little of them.
  const dataThrough = { first: addDays(today, -15), last: addDays(today, -5) };
  const sought = { targeting, days, dataThrough, historyBegan };
  const stored = await findEarlierForecast(pool, sought);
  const backFilled = stored ? undefined : await backFill(order, saved);
  const earlier = stored ?? (backFilled && { source: 'backtest', daily: backFilled.daily });
  if (!earlier) return { lookBack: null };
  const compared = await compare(order, { saved, days, earlier });
  if (!compared) return { lookBack: null };
  // Of a longer forecast, its other days are not last week's.
  const lastWeek = within(earlier.daily, weekFrom(addDays(today, -6)));
  const change = next && changeOf(meanExpected(next.daily), meanExpected(lastWeek));
  const isBackFilled = earlier.source === 'backtest';
  const found = { ...compared, change, isBackFilled };
  return { lookBack: found, ...(backFilled && { backFilled }) };
}

/** The days after the one a week ago that are complete and in the data; undefined where none is. */
function comeSince({ today, dataThrough }: DigestOrder): DaySpan | undefined {
  const yesterday = addDays(today, -1);
  if (dataThrough === null) return undefined;
  const span = {
    first: addDays(today, -6),
    last: dataThrough < yesterday ? dataThrough : yesterday,
  };
  return span.first <= span.last ? span : undefined;
}

/**
 * Makes a missing forecast by a backtest: as it would have been made a week ago, from the data as
 * they were then.
 */
async function backFill(order: DigestOrder, saved: SavedPlan): Promise<Forecast | undefined> {
  const days = daysOn(saved, addDays(order.today, -6));
  if (order.historyOrigin !== 'generated' || !days) return undefined;
  const then = { ...order, now: new Date(order.now.getTime() - WEEK_MS) };
  try {
    const made = await forecastDays(then, { ...saved.plan, flight: days });
    return isRefusal(made) ? undefined : { ...made, generatedAt: order.now.toISOString() };
  } catch (error) {
    // The history may be younger than a week.
    if (error instanceof AppError && error.code === 'no_history') return undefined;
    throw error;
  }
}

interface Comparison {
  saved: SavedPlan;
  days: DaySpan;
  earlier: Pick<EarlierForecast, 'daily'>;
}

/** Adds up expected and actual impressions over the days, and counts those within P10 to P90. */
async function compare(
  { clickhouse, signal }: DigestOrder,
  { saved, days: { first, last }, earlier }: Comparison,
): Promise<Omit<LookBack, 'change' | 'isBackFilled'> | undefined> {
  const daily = within(earlier.daily, { start: first, end: last });
  const [start, end] = [daily[0]?.date, daily.at(-1)?.date];
  if (start === undefined || end === undefined) return undefined;
  const span = { first: start, last: end };
  const { targeting } = saved.plan;
  const came = await readDailyCounts(clickhouse, { targeting, span, signal });
  const held = daily.filter(({ impressions }, index) => {
    const count = came[index] ?? 0;
    return impressions.p10 <= count && count <= impressions.p90;
  });
  return {
    days: { start, end },
    expected: daily.reduce((sum, { impressions }) => sum + impressions.p50, 0),
    actual: came.reduce((sum, count) => sum + count, 0),
    heldDays: held.length,
    comparedDays: daily.length,
  };
}

function within<Of extends { date: Day }>(daily: readonly Of[], { start, end }: Flight): Of[] {
  return daily.filter(({ date }) => start <= date && date <= end);
}

function meanExpected(daily: readonly { date: Day; impressions: { p50: number } }[]): number {
  return daily.reduce((sum, { impressions }) => sum + impressions.p50, 0) / daily.length;
}

function changeOf(now: number, before: number): number | null {
  return before > 0 ? now / before - 1 : null;
}
