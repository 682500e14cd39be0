import type { Forecast } from '../data/forecast.ts';
import { baselineLevel } from './baseline.ts';
import type { DailyPoint } from './monotone.ts';
import { mean } from './numbers.ts';

/** Effects smaller than this are not worth a line. */
const LEAST_EFFECT = 0.0005;

/**
 * Explains a forecast by the steps from the plain recent mean to its mean day. Each effect is the
 * relative change of its step, so the product of all (1 + effect) is the whole change.
 */
export function drivers(
  own: Float64Array,
  recentDailyMean: number,
  point: DailyPoint,
): Forecast['drivers'] {
  const steps = [
    { name: 'recent level', value: baselineLevel(own, own.length - 1) },
    { name: 'weekdays of the flight', value: mean(point.baseline) },
    { name: 'XGBoost correction', value: mean(point.combined) },
    { name: 'limit from wider targetings', value: mean(point.p50) },
  ];
  return steps.flatMap(({ name, value }, index) => {
    const before = steps[index - 1]?.value ?? recentDailyMean;
    const effect = before > 0 ? value / before - 1 : 0;
    return Math.abs(effect) < LEAST_EFFECT ? [] : [{ name, effect: Number(effect.toFixed(4)) }];
  });
}
