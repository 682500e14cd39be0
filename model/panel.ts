import type { Day } from '../data/calendar.ts';
import { AppError } from '../data/errors.ts';
import type { TrainingPanel } from '../data/history.ts';
import { type Profile, profileAt } from './features.ts';
import type { Period } from './periods.ts';
import { type DailySeries, dailySeries, MIN_DAILY_MEAN, recentMean } from './series.ts';

/** A training panel ready to be read at many origins. */
export interface Panel {
  firstDay: Day;
  days: number;
  series: readonly DailySeries[];
  /** The series of all requests: the panel's largest. */
  all: DailySeries;
}

/** A series, the last day known of it, and how many days after that fall in the period. */
export interface Window {
  series: DailySeries;
  origin: number;
  days: number;
}

/**
 * Prepares the daily series of a panel for training, and finds that of all requests. Throws
 * `no_history` where the panel holds no series.
 */
export function preparePanel({ span, series }: TrainingPanel): Panel {
  if (series.length === 0) {
    throw new AppError('no_history', 'There is no history to train on: import some first.');
  }
  const prepared = series.map(dailySeries);
  const total = ({ sums }: DailySeries) => sums.at(-1) as number;
  const all = prepared.reduce((largest, next) => (total(next) > total(largest) ? next : largest));
  return { firstDay: span.first, days: all.values.length, series: prepared, all };
}

/** Longest horizon learnt from and calibrated, in days. */
export const MAX_TRAINED_HORIZON = 60;

/**
 * Samples backtest windows from a period: rolling origins (Tashman 2000) whose next days lie in it,
 * about `limit` of them, spread evenly over series and origins, thin series left out.
 */
export function rollingWindows(panel: Panel, period: Period, limit: number): Window[] {
  const origins = Math.max(0, period.to - period.from + 1);
  const stride = Math.max(1, Math.ceil((origins * panel.series.length) / limit));
  return panel.series.flatMap((series, index) =>
    Array.from({ length: origins }, (_, step) => step)
      // Each series starts elsewhere, so that together they see every origin.
      .filter((step) => (step + index) % stride === 0)
      .map((step) => windowAt(series, period.from - 1 + step, period.to))
      .filter(({ origin }) => recentMean(series, origin) >= MIN_DAILY_MEAN),
  );
}

function windowAt(series: DailySeries, origin: number, last: number): Window {
  return { series, origin, days: Math.min(MAX_TRAINED_HORIZON, last - origin) };
}

/** Caches the profiles of all requests by origin, each made once. */
export function rootProfiles({ all }: Panel): (origin: number) => Profile {
  const made = new Map<number, Profile>();
  return (origin) => {
    const profile = made.get(origin) ?? profileAt(all, origin);
    made.set(origin, profile);
    return profile;
  };
}
