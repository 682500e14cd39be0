import { calibrate, type IntervalCell } from './intervals.ts';
import type { Panel } from './panel.ts';
import type { Period } from './periods.ts';
import type { Correction } from './point.ts';
import { flightResiduals } from './residuals.ts';
import { rollingForecasts } from './rolling.ts';

export interface CalibrationDays {
  /** Days used neither to fit nor to choose the correction. */
  unseen: Period;
  /** First day on which the baseline, which learns nothing, is measured as well. */
  baselineFrom: number;
}

/**
 * Calibrates the P10-P90 ranges on the errors of past forecasts, of held-out days that the
 * correction has not seen.
 */
export function measureIntervals(
  panel: Panel,
  correction: Correction,
  { unseen, baselineFrom }: CalibrationDays,
): IntervalCell[] {
  const own = rollingForecasts(panel, correction, unseen);
  const common = rollingForecasts(
    { ...panel, series: [panel.all] },
    { ...correction, blendWeight: 0 },
    { from: baselineFrom, to: unseen.to },
  );
  return calibrate(flightResiduals(own), flightResiduals(common));
}
