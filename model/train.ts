import type { TrainingPanel } from '../data/history.ts';
import { type Artifact, createArtifact } from './artifact.ts';
import { measureIntervals } from './calibration.ts';
import { CLAMP, type FittedCorrection, trainCorrection } from './correction.ts';
import { backtestMetrics, TEST_HORIZON_DAYS } from './evaluate.ts';
import { FEATURES } from './features.ts';
import { type Panel, preparePanel } from './panel.ts';
import { MIN_DAYS_TO_BOOST, type Periods, splitPeriods } from './periods.ts';
import type { Correction } from './point.ts';
import { zeroModel } from './xgboost/document.ts';
import { createScorer } from './xgboost/scorer.ts';

export interface TrainOptions {
  panel: TrainingPanel;
  trainedAt: Date;
  seed: number;
  /** Share of the work done, 0-1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

const WITHOUT_TREES: FittedCorrection = {
  model: zeroModel(FEATURES),
  blendWeight: 0,
};

/**
 * Trains a model on the daily impressions of many targetings: the XGBoost correction where there
 * are eight weeks or more and it proves better than the baseline, and ranges in any case. Needs the
 * series of all requests in the panel. Throws `cancelled` when the signal fires.
 */
export async function trainArtifact(options: TrainOptions): Promise<Artifact> {
  const panel = preparePanel(options.panel);
  const fitted = await fitOrFallBack(options, panel, splitPeriods(panel.days));
  const artifact = artifactOf(options, panel, fitted);
  options.onProgress?.(1);
  return artifact;
}

/**
 * The baseline as an artifact, its ranges calibrated on the panel: what a trained model is to be
 * compared with.
 */
export function baselineArtifact(options: TrainOptions): Artifact {
  return artifactOf(options, preparePanel(options.panel), WITHOUT_TREES);
}

/** Calibrates the ranges of what was fitted, measures it, and joins it all. */
function artifactOf(options: TrainOptions, panel: Panel, fitted: FittedCorrection): Artifact {
  const periods = splitPeriods(panel.days);
  const correction = correctionOf(fitted);
  const method = fitted.blendWeight > 0 ? 'xgboost' : 'baseline';
  const unseen = unseenPeriods(periods, method);
  const intervals = measureIntervals(panel, correction, {
    unseen: { from: unseen.calibration.from, to: periods.test.to },
    baselineFrom: periods.fit.from,
  });
  return createArtifact(fitted.model, {
    trainedAt: options.trainedAt.toISOString(),
    dataThrough: options.panel.span.last,
    days: panel.days,
    series: panel.series.length,
    seed: options.seed,
    method,
    features: [...FEATURES],
    blendWeight: fitted.blendWeight,
    clamp: CLAMP,
    intervals,
    metrics: {
      horizonDays: TEST_HORIZON_DAYS,
      served: backtestMetrics(panel, correction, unseen),
      baseline: backtestMetrics(
        panel,
        correctionOf(WITHOUT_TREES),
        unseenPeriods(periods, 'baseline'),
      ),
    },
  });
}

/** Fits the correction; falls back to the baseline where history is short or it shows no gain. */
async function fitOrFallBack(
  options: TrainOptions,
  panel: Panel,
  periods: Periods,
): Promise<FittedCorrection> {
  if (panel.days < MIN_DAYS_TO_BOOST) return WITHOUT_TREES;
  const { panel: _raw, trainedAt: _at, ...rest } = options;
  const fitted = await trainCorrection({ ...rest, panel, periods });
  return fitted.blendWeight > 0 ? fitted : WITHOUT_TREES;
}

function correctionOf({ model, blendWeight }: FittedCorrection): Correction {
  return { scorer: createScorer(model), blendWeight, clamp: CLAMP };
}

/** The baseline learns nothing, so every day before the test is unseen by it. */
function unseenPeriods({ fit, calibration, test }: Periods, method: 'xgboost' | 'baseline') {
  const from = method === 'baseline' ? fit.from : calibration.from;
  return { calibration: { from, to: calibration.to }, test, baselineFrom: fit.from };
}
