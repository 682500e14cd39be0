/** Days `from` to `to` of a panel, by index, both included. */
export interface Period {
  from: number;
  to: number;
}

/** Target days by what they are used for, in the order of time. */
export interface Periods {
  fit: Period;
  /** Decides when to stop boosting and how far to believe it. */
  validation: Period;
  /** Measures the residuals that the ranges are made of. */
  calibration: Period;
  /** Measures what is reported; only afterwards does it join the calibration. */
  test: Period;
}

/** History before the first origin: enough for a weekday baseline, better for the features. */
const WARM_UP = { min: 7, share: 0.2, max: 56 };
const SHARES = { fit: 0.5, validation: 0.2, calibration: 0.18 };

/** Shortest history, in days, that leaves enough of every period to boost on. */
export const MIN_DAYS_TO_BOOST = 56;

/**
 * Splits the days of a panel by time into those to fit, to validate, to calibrate and to test on.
 */
export function splitPeriods(days: number): Periods {
  const warmUp = Math.min(WARM_UP.max, Math.max(WARM_UP.min, Math.floor(days * WARM_UP.share)));
  const rest = days - warmUp;
  const fitEnd = warmUp + Math.floor(rest * SHARES.fit);
  const validationEnd = fitEnd + Math.floor(rest * SHARES.validation);
  const calibrationEnd = validationEnd + Math.ceil(rest * SHARES.calibration);
  return {
    fit: { from: warmUp, to: fitEnd - 1 },
    validation: { from: fitEnd, to: validationEnd - 1 },
    calibration: { from: validationEnd, to: calibrationEnd - 1 },
    test: { from: calibrationEnd, to: days - 1 },
  };
}
