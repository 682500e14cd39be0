import { CONFIDENCE_DEMANDS, type ConfidenceGrounds, unmetDemands } from '../data/confidence.ts';
import type { Forecast } from '../data/forecast.ts';

/** Grades the confidence of a forecast, high to low: the best grade whose every demand is met. */
export function confidence(grounds: ConfidenceGrounds): Forecast['confidence'] {
  const met = CONFIDENCE_DEMANDS.find((demands) => unmetDemands(grounds, demands).length === 0);
  return met?.grade ?? 'low';
}
