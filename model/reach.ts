import { daysBetween } from '../data/calendar.ts';
import type { Forecast } from '../data/forecast.ts';
import type { DaySpan, UserFrequency } from '../data/history.ts';
import { mean, sum } from './numbers.ts';
import { baselinePath } from './point.ts';

export interface DailyReachInput {
  /** Distinct users a day of history. */
  history: Float64Array;
  horizons: readonly number[];
  /** The growth that all targetings share, one factor a horizon. */
  growth: readonly number[];
  /** Whole impressions of each day at P50. */
  impressions: readonly number[];
}

/**
 * Distinct users of each day at P50, whole: the baseline of past reach, grown as all requests
 * grow, never above the day's impressions. Monotone in the targeting, since every part is.
 */
export function dailyReach(input: DailyReachInput): number[] {
  const { history, horizons, growth, impressions } = input;
  return baselinePath(history, history.length - 1, horizons).map((users, day) =>
    Math.min(Math.round(users * (growth[day] as number)), impressions[day] as number),
  );
}

/**
 * How users grow with the days they are counted over: as this power of them, where the flight
 * and the window of history differ in length. One power for all targetings keeps reach monotone.
 */
const DAYS_EXPONENT = 0.6;

export interface FlightReachInput {
  span: DaySpan;
  frequency: UserFrequency;
  /** Daily impressions of all requests: of history, and forecast for the flight. */
  allHistory: Float64Array;
  allForecast: readonly number[];
  /** Whole users of each day of the flight at P50. */
  daily: readonly number[];
}

/**
 * Distinct users of the whole flight at P50, deduplicated over its days: those of the window, grown
 * as all requests grow, and kept between the best day's reach and the sum of all days'.
 */
export function flightReach({ daily, frequency, ...rest }: FlightReachInput): number {
  const users = Math.round(frequency.users * flightGrowth({ ...rest, frequency, daily }));
  return Math.min(sum(daily), Math.max(users, ...daily));
}

/** How many times the window's users a flight reaches: by its volume, and by its length. */
function flightGrowth(input: FlightReachInput): number {
  const { first, last } = input.frequency.window;
  const from = daysBetween(input.span.first, first);
  const windowDays = daysBetween(first, last) + 1;
  const before = mean([...input.allHistory.subarray(from, from + windowDays)]);
  if (before === 0) return 1;
  const volume = mean(input.allForecast) / before;
  return volume * (input.daily.length / windowDays) ** DAYS_EXPONENT;
}

/** The last entry of a frequency histogram stands for this often or more. */
const MAX_TIMES_SEEN = 10;

/**
 * The frequency distribution of a flight: the window's users by how often they were seen, scaled to
 * `reach` whole users.
 */
export function scaledFrequency(frequency: UserFrequency, reach: number): Forecast['frequency'] {
  if (frequency.users === 0) return [];
  const counts = new Array<number>(MAX_TIMES_SEEN).fill(0);
  for (const { timesSeen, users } of frequency.histogram) {
    const index = Math.min(timesSeen, MAX_TIMES_SEEN) - 1;
    counts[index] = (counts[index] as number) + users;
  }
  const scale = reach / sum(counts);
  let seen = 0;
  // Rounding the running total, not the parts, makes the parts add up to the reach.
  return counts.map((users, index) => {
    const before = Math.round(seen * scale);
    seen += users;
    return { timesSeen: index + 1, users: Math.round(seen * scale) - before };
  });
}
