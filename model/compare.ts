import { addDays, daysBetween } from '../data/calendar.ts';
import type { TrainingPanel } from '../data/history.ts';
import type { Comparison } from '../data/verdict.ts';
import type { PreparedModel } from './artifact.ts';
import { backtestMetrics, TEST_HORIZON_DAYS } from './evaluate.ts';
import { type Panel, preparePanel } from './panel.ts';
import { splitPeriods } from './periods.ts';

/** A new model and the one that serves. */
export interface Rivals {
  candidate: PreparedModel;
  serving: PreparedModel;
}

/**
 * Measures a new model and the serving one on the same held-out days of the panel that the new one
 * was trained on: those of its test on which neither was fitted nor chosen. The ranges that come
 * with an artifact were calibrated on its test days too, and those of the serving one on many of
 * these: so both get ranges measured anew, in the same way, on the unseen days before the test.
 * @returns null where there are no such days, or nothing on them is large enough to forecast.
 */
export function compareModels(training: TrainingPanel, rivals: Rivals): Comparison | null {
  const panel = preparePanel(training);
  const { fit, test } = splitPeriods(panel.days);
  const unseen = [rivals.candidate, rivals.serving].map((model) => firstUnseenDay(panel, model));
  const unseenFrom = Math.max(fit.from, ...unseen);
  const tested = { from: Math.max(test.from, unseenFrom), to: test.to };
  if (tested.from > tested.to) return null;
  const calibration = { from: unseenFrom, to: tested.from - 1 };
  const periods = { calibration, test: tested, baselineFrom: fit.from };
  const scored = ({ correction }: PreparedModel) => backtestMetrics(panel, correction, periods);
  const candidate = scored(rivals.candidate);
  if (candidate.count === 0) return null;
  return {
    servingVersion: rivals.serving.metadata.version,
    days: {
      first: addDays(panel.firstDay, tested.from),
      last: addDays(panel.firstDay, tested.to),
    },
    horizonDays: TEST_HORIZON_DAYS,
    candidate,
    serving: scored(rivals.serving),
  };
}

/** Index in the panel of the first day that a model neither learnt from nor was chosen by. */
function firstUnseenDay(panel: Panel, { metadata }: PreparedModel): number {
  // The baseline learns nothing.
  if (metadata.method === 'baseline') return 0;
  const { days, dataThrough } = metadata;
  const itsFirstDay = daysBetween(panel.firstDay, addDays(dataThrough, 1 - days));
  return itsFirstDay + splitPeriods(days).validation.to + 1;
}
