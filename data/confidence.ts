import type { Forecast, Range } from './forecast.ts';

/** What the confidence grade of a forecast (high, medium or low) is judged by. */
export interface ConfidenceGrounds {
  /** The flight's impressions. */
  total: Range;
  /** Recent impressions a day. */
  dailyMean: number;
  /** Days from the last day of data to the flight's last. */
  horizon: number;
  historyDays: number;
}

/** The thresholds that a forecast must meet for a confidence grade. */
export interface ConfidenceDemands {
  readonly grade: Exclude<Forecast['confidence'], 'low'>;
  /** At most, of (P90 - P10) / P50 of the flight's impressions. */
  readonly width: number;
  /** At least. */
  readonly dailyMean: number;
  /** At most. */
  readonly horizon: number;
  /** At least. */
  readonly historyDays: number;
}
export type ConfidenceDemand = Exclude<keyof ConfidenceDemands, 'grade'>;

/** The thresholds of high and medium confidence, the best first; what meets neither is low. */
export const CONFIDENCE_DEMANDS: readonly ConfidenceDemands[] = [
  { grade: 'high', width: 0.6, dailyMean: 1_000, horizon: 28, historyDays: 56 },
  { grade: 'medium', width: 1.5, dailyMean: 100, horizon: 60, historyDays: 21 },
];

/** The relative width of a forecast range, (P90 - P10) / P50; infinite where P50 is 0. */
export function relativeWidth({ p10, p50, p90 }: Range): number {
  return p50 > 0 ? (p90 - p10) / p50 : Number.POSITIVE_INFINITY;
}

/** Why a forecast's confidence is no better: the thresholds of a grade that it misses. */
export function unmetDemands(
  { total, dailyMean, horizon, historyDays }: ConfidenceGrounds,
  asked: ConfidenceDemands,
): ConfidenceDemand[] {
  const isMet: Readonly<Record<ConfidenceDemand, boolean>> = {
    dailyMean: dailyMean >= asked.dailyMean,
    width: relativeWidth(total) <= asked.width,
    horizon: horizon <= asked.horizon,
    historyDays: historyDays >= asked.historyDays,
  };
  const demands = ['dailyMean', 'width', 'horizon', 'historyDays'] as const;
  return demands.filter((demand) => !isMet[demand]);
}
