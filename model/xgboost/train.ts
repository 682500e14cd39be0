import { setImmediate as yieldToEvents } from 'node:timers/promises';

import { AppError } from '../../data/errors.ts';
import type { XgboostModel } from './json.ts';
import { legacyToModel } from './legacy.ts';
import { createScorer } from './scorer.ts';
import { loadXgboostWasm, type XgboostWasm } from './wasm.ts';

/** Rows to learn from: row-major float32, NaN = missing, one label a row. */
export interface LabelledRows {
  rows: Float32Array;
  labels: Float32Array;
}

export interface BoostOptions {
  fit: LabelledRows;
  /** Rows that decide when to stop; never the ones fitted on. */
  validation: LabelledRows;
  featureNames: readonly string[];
  seed: number;
  /** Share of the work done, 0-1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** The hyperparameters of XGBoost: shallow trees, learning slowly, each from a part of the data. */
const PARAMETERS = {
  objective: 'reg:linear',
  tree_method: 'hist',
  max_depth: 4,
  eta: 0.05,
  subsample: 0.8,
  colsample_bytree: 0.8,
  min_child_weight: 30,
  lambda: 5,
  nthread: 1,
  silent: 1,
} as const;
/**
 * Early stopping: the most trees, how many grow between two looks at the validation error, and how
 * many may follow its least.
 */
const MAX_ROUNDS = 300;
const ROUNDS_A_STEP = 15;
const PATIENCE_ROUNDS = 45;

/**
 * Trains gradient-boosted trees by squared error (Chen & Guestrin 2016), stopped early where the
 * validation error is least. Throws `cancelled` when the signal fires, and `internal` where XGBoost
 * fails: its memory is then lost, and the process should not train again.
 */
export async function boost(options: BoostOptions): Promise<XgboostModel> {
  try {
    return await boostUntilStale(options);
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    // WebAssembly throws strings and numbers.
    throw new AppError('internal', 'Training failed inside XGBoost.', { cause: thrown });
  }
}

/** Grows trees until the validation error falls no more, and keeps those up to its least. */
async function boostUntilStale(options: BoostOptions): Promise<XgboostModel> {
  const wasm = await loadXgboostWasm();
  const handle = createModel(wasm, options);
  try {
    let best = { rounds: 0, error: Number.POSITIVE_INFINITY };
    let model = readModel(wasm, handle, options.featureNames);
    for (let rounds = ROUNDS_A_STEP; rounds <= MAX_ROUNDS; rounds += ROUNDS_A_STEP) {
      await yieldToEvents();
      if (options.signal?.aborted) throw new AppError('cancelled', 'Training was cancelled.');
      wasm._train_full_model(handle, ROUNDS_A_STEP);
      model = readModel(wasm, handle, options.featureNames);
      const error = squaredError(model, options.validation);
      if (error < best.error) best = { rounds, error };
      if (rounds - best.rounds >= PATIENCE_ROUNDS) break;
      options.onProgress?.(rounds / MAX_ROUNDS);
    }
    return firstTrees(model, best.rounds);
  } finally {
    wasm._free_memory_model(handle);
  }
}

/** Creates an untrained model in WebAssembly memory, with its rows and hyperparameters. */
function createModel(wasm: XgboostWasm, { fit, featureNames, seed }: BoostOptions): number {
  // Through the heap: the package's own train() copies through a 5 MB stack.
  const rows = copyToHeap(wasm, fit.rows.map(encodeMissing));
  const labels = copyToHeap(wasm, fit.labels);
  const handle = wasm._create_model(rows, labels, fit.labels.length, featureNames.length);
  wasm._free(rows);
  wasm._free(labels);
  const setParameter = wasm.cwrap('set_param', null, ['number', 'string', 'string']);
  for (const [name, value] of Object.entries({ ...PARAMETERS, base_score: 0, seed })) {
    setParameter(handle, name, String(value));
  }
  return handle;
}

/** ml-xgboost takes -1 as missing and fails on NaN, so a real -1 moves aside by a hair. */
function encodeMissing(value: number): number {
  if (Number.isNaN(value)) return -1;
  return value === -1 ? -1.0000001 : value;
}

/** Copies numbers into WebAssembly memory, which the caller frees. */
function copyToHeap(wasm: XgboostWasm, values: Float32Array): number {
  const pointer = wasm._malloc(values.byteLength);
  wasm.HEAPF32.set(values, pointer / Float32Array.BYTES_PER_ELEMENT);
  return pointer;
}

/** Saves a model in WebAssembly memory and converts it to standard XGBoost JSON. */
function readModel(wasm: XgboostWasm, handle: number, names: readonly string[]): XgboostModel {
  const bytes = wasm._save_model(handle);
  if (bytes <= 0) throw new Error('XGBoost could not save its model');
  const pointer = wasm._malloc(bytes);
  wasm._get_file_content(pointer, bytes);
  const binary = wasm.HEAPU8.slice(pointer, pointer + bytes);
  wasm._free(pointer);
  return legacyToModel(binary, names);
}

function squaredError(model: XgboostModel, { rows, labels }: LabelledRows): number {
  const scores = createScorer(model)(rows, labels.length);
  return labels.reduce((sum, label, row) => sum + (label - (scores[row] as number)) ** 2, 0);
}

/** Drops all trees of a model after the first `count`. */
function firstTrees(model: XgboostModel, count: number): XgboostModel {
  const { model: forest } = model.learner.gradient_booster;
  forest.trees.length = count;
  forest.tree_info.length = count;
  forest.gbtree_model_param.num_trees = String(count);
  return model;
}
