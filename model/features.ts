import { addDays, type Day, weekday } from '../data/calendar.ts';
import { baseline, baselineLevel } from './baseline.ts';
import { type DailySeries, RECENT_DAYS, recentMean, windowMean } from './series.ts';

/** What is read off one series at an origin. */
const ORIGIN_FEATURES = [
  'ratio3',
  'ratio7',
  'ratio14',
  'ratio56',
  'weekOnWeek',
  'slope',
  'levelGap',
  'volatility',
] as const;

/** What is read off one series for one day to come. */
const TARGET_FEATURES = ['weekdayStrength', 'yearAgo'] as const;

const SERIES_FEATURES = [...ORIGIN_FEATURES, ...TARGET_FEATURES];

/**
 * The model's features, which are the columns of a row, in order: the targeting's own, then those
 * of all requests.
 */
export const FEATURES: readonly string[] = [
  'horizon',
  'weekday',
  'dayOfMonth',
  'historyDays',
  'volume',
  'zeroShare',
  ...SERIES_FEATURES.map((name) => `own_${name}`),
  ...SERIES_FEATURES.map((name) => `all_${name}`),
];

/** Longer histories look alike, so that age itself is no proxy for the date. */
const LONGEST_AGE_DAYS = 56;
/** Whole weeks, so that a year ago is the same weekday. */
export const YEAR_DAYS = 364;

/** A series as it was known at the end of day `origin`. */
export interface Profile {
  series: DailySeries;
  origin: number;
  level: number;
  volume: number;
  zeroShare: number;
  atOrigin: readonly number[];
}

/**
 * Computes the features of a series at an origin, such as trend and volatility; what it cannot
 * reach back to is NaN.
 */
export function profileAt(series: DailySeries, origin: number): Profile {
  const recent = recentMean(series, origin);
  const level = baselineLevel(series.values, origin);
  const mean = (days: number, endingDaysBack = 0) =>
    windowMean(series, origin - endingDaysBack, days);
  return {
    series,
    origin,
    level,
    volume: Math.log1p(recent),
    zeroShare: zeroShare(series, origin),
    // in the order of ORIGIN_FEATURES
    atOrigin: [
      logRatio(mean(3), recent),
      logRatio(mean(7), recent),
      logRatio(mean(14), recent),
      logRatio(mean(56), recent),
      logRatio(mean(7), mean(7, 7)),
      logRatio(mean(14), mean(14, 14)),
      logRatio(mean(7), level),
      volatility(series, origin, recent),
    ],
  };
}

/** One day to forecast. */
export interface Target {
  own: Profile;
  /** The profile of all requests at the same origin. */
  all: Profile;
  horizon: number;
  date: Day;
}

/**
 * Writes a target's feature row into `rows` from `offset` on, in the order of `FEATURES`. The day
 * of the month is missing in the first year: of a few months, trees learn the days instead by
 * heart.
 */
export function writeFeatures(rows: Float32Array, offset: number, target: Target): void {
  const { own, all, horizon, date } = target;
  rows.set(
    [
      horizon,
      weekday(date),
      own.origin + 1 < YEAR_DAYS ? Number.NaN : Number(date.slice(8)),
      Math.min(own.origin + 1, LONGEST_AGE_DAYS),
      own.volume,
      own.zeroShare,
      ...own.atOrigin,
      ...targetFeatures(own, horizon),
      ...all.atOrigin,
      ...targetFeatures(all, horizon),
    ],
    offset,
  );
}

/** The date of `origin + horizon` for a span that starts on `first`. */
export function targetDate(first: Day, origin: number, horizon: number): Day {
  return addDays(first, origin + horizon);
}

/** The features of one day to come: how strong its weekday is, and its week a year ago. */
function targetFeatures({ series, origin, level }: Profile, horizon: number): number[] {
  const strength = logRatio(baseline(series.values, origin, horizon), level);
  // The same week of last year against the four weeks before this origin's twin.
  const then = windowMean(series, origin + horizon - YEAR_DAYS + 3, 7);
  const recentThen = windowMean(series, origin - YEAR_DAYS, RECENT_DAYS);
  return [strength, logRatio(then, recentThen)];
}

function logRatio(numerator: number, denominator: number): number {
  return Math.log((numerator + 0.5) / (denominator + 0.5));
}

function recentDays({ values }: DailySeries, origin: number): Float64Array {
  return values.subarray(Math.max(0, origin + 1 - RECENT_DAYS), origin + 1);
}

function zeroShare(series: DailySeries, origin: number): number {
  const days = recentDays(series, origin);
  return days.filter((value) => value === 0).length / days.length;
}

/** Standard deviation of the recent days relative to their mean. */
function volatility(series: DailySeries, origin: number, mean: number): number {
  const days = recentDays(series, origin);
  const variance = days.reduce((sum, value) => sum + (value - mean) ** 2, 0) / days.length;
  return mean > 0 ? Math.sqrt(variance) / mean : Number.NaN;
}
