import type { Forecast, Range } from './forecast.ts';

/** What a forecast's confidence rests on. */
export interface ConfidenceGrounds {
  /** The flight's impressions. */
  total: Range;
  /** Recent impressions a day. */
  dailyMean: number;
  /** Days from the last day of data to the flight's last. */
  horizon: number;
  historyDays: number;
}

/** What a grade asks for. */
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

/** The best grade first; what meets the demands of none is low. */
export const CONFIDENCE_DEMANDS: readonly ConfidenceDemands[] = [
  { grade: 'high', width: 0.6, dailyMean: 1_000, horizon: 28, historyDays: 56 },
  { grade: 'medium', width: 1.5, dailyMean: 100, horizon: 60, historyDays: 21 },
];

/** The width of a range in parts of its middle; infinite around nothing. */
export function relativeWidth({ p10, p50, p90 }: Range): number {
  return p50 > 0 ? (p90 - p10) / p50 : Number.POSITIVE_INFINITY;
}

/** Which demands of a grade are not met. */
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
