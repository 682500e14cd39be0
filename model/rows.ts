import { baseline } from './baseline.ts';
import { FEATURES, profileAt, targetDate, writeFeatures, YEAR_DAYS } from './features.ts';
import { logRatio } from './intervals.ts';
import { type Panel, rollingWindows, rootProfiles } from './panel.ts';
import type { Period } from './periods.ts';
import type { DailySeries } from './series.ts';
import type { LabelledRows } from './xgboost/train.ts';

export interface RowOptions {
  period: Period;
  /** About how many rows to make. */
  limit: number;
  /** Uniform numbers in [0, 1) that choose the horizons. */
  random: () => number;
}

const HORIZONS_A_WINDOW = 4;
/** Labels stop at a quarter and at four times the baseline, so that outages teach no more. */
const MAX_LABEL = Math.log(4);

/**
 * Makes the training rows of the correction: features, each row with what the baseline missed as
 * its label. Origins roll through the period; of each one's days a few horizons are drawn.
 */
export function trainingRows(panel: Panel, options: RowOptions): LabelledRows {
  const windows = rollingWindows(panel, options.period, options.limit / HORIZONS_A_WINDOW);
  const rootAt = rootProfiles(panel);
  const count = windows.length * HORIZONS_A_WINDOW;
  const rows = new Float32Array(count * FEATURES.length);
  const labels = new Float32Array(count);
  let row = 0;
  for (const { series, origin, days } of windows) {
    const profiles = { own: profileAt(series, origin), all: rootAt(origin) };
    for (let draw = 0; draw < HORIZONS_A_WINDOW; draw++) {
      const horizon = 1 + Math.floor(options.random() * days);
      const date = targetDate(panel.firstDay, origin, horizon);
      writeFeatures(rows, row * FEATURES.length, { ...profiles, horizon, date });
      const label = missed(series, origin, horizon) - missedByAll(panel.all, origin, horizon);
      labels[row] = Math.min(MAX_LABEL, Math.max(-MAX_LABEL, label));
      row++;
    }
  }
  return { rows, labels };
}

/** Log ratio of what came to the baseline. */
function missed({ values }: DailySeries, origin: number, horizon: number): number {
  return logRatio(values[origin + horizon] as number, baseline(values, origin, horizon));
}

/**
 * What the baseline missed of all requests, which is no targeting's own: in the first year, trees
 * would take those few months' drift for a law. 0 from then on, when a year ago tells the season.
 */
function missedByAll(all: DailySeries, origin: number, horizon: number): number {
  return origin + 1 < YEAR_DAYS ? missed(all, origin, horizon) : 0;
}
