import { daysBetween } from '../data/calendar.ts';
import type { TargetingHistory } from '../data/history.ts';
import type { Flight } from '../data/plan.ts';
import { type DailyPoint, monotonePoint } from './monotone.ts';
import { sum } from './numbers.ts';
import type { Correction } from './point.ts';
import { dailyReach, flightReach } from './reach.ts';

/** The P50s of a flight in whole impressions and users; one entry a day of the flight. */
export interface FlightPoint {
  /** Days ahead of the last day of data. */
  horizons: number[];
  /** The unrounded values that the impressions come from. */
  point: DailyPoint;
  impressions: number[];
  /** Null where the data carry no user. */
  reach: number[] | null;
  total: { impressions: number; reach: number | null };
}

/**
 * Forecasts the P50s of a flight that begins after the history's last day: impressions and reach, a
 * day and in total.
 */
export function flightPoint(
  flight: Flight,
  history: TargetingHistory,
  correction: Correction,
): FlightPoint {
  const horizons = horizonsOf(flight, history);
  const point = monotonePoint({
    correction,
    generalisations: history.generalisations.map(({ impressions }) => impressions),
    firstDay: history.span.first,
    horizons,
  });
  const impressions = point.p50.map(Math.round);
  const { growth } = point;
  const users = history.reach?.users;
  const reach = users ? dailyReach({ history: users, horizons, growth, impressions }) : null;
  const total = { impressions: sum(impressions), reach: totalReach(history, point, reach) };
  return { horizons, point, impressions, reach, total };
}

function totalReach(
  { span, frequency, generalisations }: TargetingHistory,
  { allRequests }: DailyPoint,
  daily: readonly number[] | null,
): number | null {
  const allHistory = generalisations[0]?.impressions;
  if (!daily || !frequency || !allHistory) return null;
  return flightReach({ span, frequency, allHistory, allForecast: allRequests, daily });
}

function horizonsOf({ start, end }: Flight, { span }: TargetingHistory): number[] {
  const first = daysBetween(span.last, start);
  return Array.from({ length: daysBetween(start, end) + 1 }, (_, day) => first + day);
}
