import type { Forecast, Range } from '../data/forecast.ts';

export interface ConfidenceInput {
  total: Range;
  /** Recent impressions a day. */
  dailyMean: number;
  /** Days from the last day of data to the flight's last. */
  horizon: number;
  historyDays: number;
}

type Confidence = Forecast['confidence'];

/** What each grade asks for; width is (P90 - P10) / P50 of the flight's impressions. */
const GRADES: readonly {
  grade: Confidence;
  width: number;
  dailyMean: number;
  horizon: number;
  historyDays: number;
}[] = [
  { grade: 'high', width: 0.6, dailyMean: 1_000, horizon: 28, historyDays: 56 },
  { grade: 'medium', width: 1.5, dailyMean: 100, horizon: 60, historyDays: 21 },
];

/** The best grade whose every demand is met. */
export function confidence(input: ConfidenceInput): Confidence {
  const { p10, p50, p90 } = input.total;
  const width = p50 > 0 ? (p90 - p10) / p50 : Number.POSITIVE_INFINITY;
  const met = GRADES.find(
    (grade) =>
      width <= grade.width &&
      input.dailyMean >= grade.dailyMean &&
      input.horizon <= grade.horizon &&
      input.historyDays >= grade.historyDays,
  );
  return met?.grade ?? 'low';
}
