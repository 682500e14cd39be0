import { type Forecast, isRefusal, type Range } from '../../../data/forecast.ts';
import type { ForecastAnswer, PredictionAnswer } from '../schemas/forecast-answer.ts';

/** Share of requests that became impressions; null where no outcome is known. */
export type ImpressionRate = number | null | 'unread';

/**
 * Reduces a forecast to the figures of the model server's contract, average daily impressions and
 * reach and the probability of an impression, beside the full answer.
 */
export function predictionOf(full: ForecastAnswer, rate: ImpressionRate): PredictionAnswer {
  if (isRefusal(full)) {
    const forecast = { daily_impressions: null, daily_reach: null, prediction: null };
    return { forecast, notes: [full.refused.reason, full.refused.needed], full };
  }
  const daily_reach = averageDay(full.daily, ({ reach }) => reach);
  return {
    forecast: {
      daily_impressions: averageDay(full.daily, ({ impressions }) => impressions),
      daily_reach,
      prediction: rate === 'unread' ? null : rate,
    },
    notes: [
      ...(daily_reach === null ? ['daily_reach is null: the data carry no users.'] : []),
      ...noteOf(rate),
    ],
    full,
  };
}

/** The mean of the daily medians (P50), rounded; null where no day has one. */
function averageDay(
  daily: Forecast['daily'],
  quantity: (day: Forecast['daily'][number]) => Range | null,
): number | null {
  const medians = daily.flatMap((day) => quantity(day)?.p50 ?? []);
  if (medians.length === 0) return null;
  return Math.round(medians.reduce((sum, p50) => sum + p50, 0) / medians.length);
}

/** Explains why the probability of an impression is null. */
function noteOf(rate: ImpressionRate): string[] {
  if (rate === null) {
    return [
      'prediction is null: of the matching requests of the last four weeks, no outcome is known.',
    ];
  }
  if (rate === 'unread') {
    return ['prediction is null: the history could not be read in time. Ask again in a moment.'];
  }
  return [];
}
