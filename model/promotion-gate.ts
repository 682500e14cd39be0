import { AppError } from '../data/errors.ts';
import type { TrainingPanel } from '../data/history.ts';
import type { Comparison, Metrics, Verdict } from '../data/verdict.ts';
import {
  type Artifact,
  type PreparedModel,
  parseArtifact,
  prepareModel,
  printArtifact,
} from './artifact.ts';
import { compareModels } from './compare.ts';

/** How much worse, relatively, a new model may be: about what other days would change. */
const TOLERANCE = 0.05;
/** Differences below a tenth of a percentage point are never held against it. */
const NEGLIGIBLE = 0.001;
/** Outside of these, ranges that should cover 80% mislead. */
const COVERAGE = { nominal: 0.8, min: 0.65, max: 0.95 };

export interface GateOptions {
  /** What the candidate was trained on. */
  panel: TrainingPanel;
  candidate: Artifact;
  /** Null before the first training, and where the serving model can no longer be read. */
  serving: PreparedModel | null;
}

/**
 * Decides whether a newly trained model is promoted: unless it is clearly worse than the serving
 * one on held-out days that neither has seen. Nothing is tuned on these days; choosing between two
 * models by them makes the figures of the winner a little too good, at most by the tolerance.
 * @throws AppError `internal` where the candidate cannot be read back or scores no finite numbers.
 */
export function decidePromotion({ panel, candidate, serving }: GateOptions): Verdict {
  const prepared = requireUsable(candidate);
  if (!serving) return promoted('There was no model to compare it with.', null);
  const comparison = compareModels(panel, { candidate: prepared, serving });
  if (!comparison || !isMeasured(comparison.serving)) {
    return promoted('There are no days to compare it with the serving model on.', null);
  }
  if (!isMeasured(comparison.candidate)) throw unusable(['Its forecasts are no finite numbers.']);
  return decide(comparison);
}

/**
 * Promotes the candidate, or keeps the serving model where the candidate is clearly less accurate
 * or its ranges mislead, both measured on the same days.
 */
export function decide(comparison: Comparison): Verdict {
  const { candidate, serving } = comparison;
  const objections = [
    ...worse('daily error', candidate.wape, serving.wape),
    ...worse('loss of the ranges', candidate.pinball, serving.pinball),
    ...misleading(candidate, serving),
  ];
  if (objections.length > 0) {
    return { decision: 'kept', reason: objections.join(' '), comparison };
  }
  return promoted(inFavour(candidate, serving), comparison);
}

function promoted(reason: string, comparison: Comparison | null): Verdict {
  return { decision: 'promoted', reason, comparison };
}

/** An objection to a metric that exceeds the serving model's by more than the tolerance. */
function worse(what: string, candidate: number, serving: number): string[] {
  const allowed = Math.max(serving * (1 + TOLERANCE), serving + NEGLIGIBLE);
  if (candidate <= allowed) return [];
  return [
    `Its ${what} is ${percent(candidate / serving - 1)} higher; ${percent(TOLERANCE)} is let pass.`,
  ];
}

/**
 * An objection to ranges that hold too few or too many of the days, unless those of the serving
 * model are no better.
 */
function misleading(candidate: Metrics, serving: Metrics): string[] {
  const { min, max, nominal } = COVERAGE;
  const isWithin = candidate.coverage80 >= min && candidate.coverage80 <= max;
  const miss = ({ coverage80 }: Metrics) => Math.abs(coverage80 - nominal);
  if (isWithin || miss(candidate) <= miss(serving)) return [];
  const shares = `${percent(candidate.coverage80)} of what came`;
  return [`Its ranges hold ${shares}; ${percent(min)} to ${percent(max)} is let pass.`];
}

function inFavour(candidate: Metrics, serving: Metrics): string {
  const change = serving.wape > 0 ? candidate.wape / serving.wape - 1 : 0;
  if (Math.abs(change) < 0.005) return 'Its daily error is the same.';
  if (change < 0) return `Its daily error is ${percent(-change)} lower.`;
  return `Its daily error is ${percent(change)} higher, which may be chance.`;
}

/** Reads the candidate back as it will be stored: no model is promoted that cannot be loaded. */
function requireUsable(candidate: Artifact): PreparedModel {
  try {
    return prepareModel(parseArtifact(printArtifact(candidate)));
  } catch (cause) {
    throw unusable(cause instanceof AppError ? cause.problems : [], cause);
  }
}

function unusable(problems: readonly string[], cause?: unknown): AppError {
  const words = 'The training gave a model that cannot be used. The one that serves stays.';
  return new AppError('internal', words, { problems, cause });
}

function isMeasured({ wape, bias, pinball, coverage80 }: Metrics): boolean {
  return [wape, bias, pinball, coverage80].every(Number.isFinite);
}

/** `0.123` is `12%`, `0.0123` is `1.2%`. */
function percent(share: number): string {
  const size = share * 100;
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)}%`;
}
