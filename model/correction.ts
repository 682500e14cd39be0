import { seededRandom } from '../data/random.ts';
import { FEATURES } from './features.ts';
import type { Panel } from './panel.ts';
import type { Period, Periods } from './periods.ts';
import type { Clamp } from './point.ts';
import { trainingRows } from './rows.ts';
import type { XgboostModel } from './xgboost/json.ts';
import { createScorer } from './xgboost/scorer.ts';
import { boost, type LabelledRows } from './xgboost/train.ts';

/** The correction may halve or double the baseline, no more. */
export const CLAMP: Clamp = { min: 0.5, max: 2 };

/** Shares of the predicted log ratio that validation chooses from. */
const BLEND_WEIGHTS = [0.25, 0.5, 0.75, 1];

const MAX_ROWS = { fit: 40_000, validation: 8_000 };

export interface FitOptions {
  panel: Panel;
  periods: Periods;
  seed: number;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

export interface FittedCorrection {
  model: XgboostModel;
  /** 0 where validation showed no gain over the baseline. */
  blendWeight: number;
}

/**
 * Trains the XGBoost correction of the baseline on the fit period; the validation period decides
 * when to stop early and how much of it to believe.
 */
export async function trainCorrection(options: FitOptions): Promise<FittedCorrection> {
  const { panel, periods, seed, ...rest } = options;
  const random = seededRandom(seed);
  const fit = trainingRows(panel, { period: periods.fit, limit: MAX_ROWS.fit, random });
  const [earlier, later] = halves(periods.validation).map((period) =>
    trainingRows(panel, { period, limit: MAX_ROWS.validation / 2, random }),
  ) as [LabelledRows, LabelledRows];
  const validation = joinRows(earlier, later);
  const model = await boost({ ...rest, fit, validation, featureNames: FEATURES, seed });
  return { model, blendWeight: chooseBlend(model, [earlier, later]) };
}

/**
 * Chooses how much of the correction to believe: the weight with the least mean absolute log error,
 * so that each targeting counts the same; 0 unless it beats the baseline in both halves of the
 * validation period.
 */
function chooseBlend(model: XgboostModel, parts: readonly LabelledRows[]): number {
  const scorer = createScorer(model);
  const scored = parts.map(({ rows, labels }) => ({ labels, scores: scorer(rows, labels.length) }));
  const errorsAt = (weight: number) => scored.map((part) => absoluteError(part, weight));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const unaided = errorsAt(0);
  const candidates = BLEND_WEIGHTS.map((weight) => ({ weight, errors: errorsAt(weight) }))
    .filter(({ errors }) => errors.every((error, part) => error < (unaided[part] as number)))
    .sort((a, b) => sum(a.errors) - sum(b.errors));
  return candidates[0]?.weight ?? 0;
}

/** Mean absolute difference of label and weighted score. */
function absoluteError(
  { labels, scores }: { labels: Float32Array; scores: Float32Array },
  weight: number,
): number {
  const total = labels.reduce(
    (sum, label, row) => sum + Math.abs(label - weight * (scores[row] as number)),
    0,
  );
  return total / Math.max(1, labels.length);
}

function halves({ from, to }: Period): [Period, Period] {
  const middle = Math.floor((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle + 1, to },
  ];
}

function joinRows(a: LabelledRows, b: LabelledRows): LabelledRows {
  const join = (x: Float32Array, y: Float32Array) => {
    const joined = new Float32Array(x.length + y.length);
    joined.set(x);
    joined.set(y, x.length);
    return joined;
  };
  return { rows: join(a.rows, b.rows), labels: join(a.labels, b.labels) };
}
