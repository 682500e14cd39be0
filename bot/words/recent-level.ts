import type { Forecast } from '../../data/forecast.ts';

/** Four whole weeks. */
const MOST_DAYS = 28;

/**
 * The mean impressions a day of the latest measured days, from which drivers start and which the
 * confidence goes by; null where no day was measured.
 */
export function recentLevel({ history }: Pick<Forecast, 'history'>): {
  days: number;
  perDay: number | null;
} {
  const recent = history.slice(-MOST_DAYS);
  const sum = recent.reduce((all, { impressions }) => all + impressions, 0);
  return { days: recent.length, perDay: recent.length > 0 ? sum / recent.length : null };
}
