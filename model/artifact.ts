import { createHash } from 'node:crypto';

import { z } from 'zod';

import { badInput } from '../data/errors.ts';
import { schemaProblems } from '../data/plan.ts';
import { metricsSchema } from '../data/verdict.ts';
import { FEATURES } from './features.ts';
import type { Correction } from './point.ts';
import { parseXgboostModel, printXgboostModel, type XgboostModel } from './xgboost/json.ts';
import { createScorer } from './xgboost/scorer.ts';

/** Raised when features or ranges change their meaning, so that old artifacts are refused. */
const FORMAT = 1;

const cellSchema = z.strictObject({
  tier: z.number().int().nonnegative().nullable(),
  horizon: z.number().int().positive(),
  length: z.number().int().positive(),
  low: z.number().min(-20).max(0),
  high: z.number().min(0).max(20),
  rows: z.number().int().positive(),
  days: z.number().int().positive(),
});

/** What `metadata.json` says of a trained model: its data, its ranges and how accurate it was. */
const metadataSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.string().min(1).max(100),
  trainedAt: z.iso.datetime(),
  /** Last day learnt from. */
  dataThrough: z.iso.date(),
  days: z.number().int().positive(),
  series: z.number().int().positive(),
  seed: z.number().int(),
  method: z.enum(['xgboost', 'baseline']),
  features: z.array(z.string()),
  blendWeight: z.number().min(0).max(1),
  clamp: z.strictObject({ min: z.number().positive().max(1), max: z.number().min(1).max(100) }),
  intervals: z.array(cellSchema).max(1_000),
  /** Daily accuracy on the last days of the panel, up to `horizonDays` ahead. */
  metrics: z.strictObject({
    horizonDays: z.number().int().positive(),
    served: metricsSchema,
    baseline: metricsSchema,
  }),
  /** SHA-256 of the text of `xgboost_model.json`, in hex. */
  modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ArtifactMetadata = z.infer<typeof metadataSchema>;

/** A trained model: standard XGBoost JSON and what is needed to use it. */
export interface Artifact {
  xgboost: XgboostModel;
  metadata: ArtifactMetadata;
}

/** The two files of an artifact, as text. */
export interface ArtifactFiles {
  'xgboost_model.json': string;
  'metadata.json': string;
}

/** Joins a model with its metadata, which gets the model's checksum and a version. */
export function createArtifact(
  xgboost: XgboostModel,
  metadata: Omit<ArtifactMetadata, 'format' | 'version' | 'modelSha256'>,
): Artifact {
  const modelSha256 = sha256(printXgboostModel(xgboost));
  const identity = sha256(JSON.stringify([modelSha256, metadata])).slice(0, 8);
  const version = `${metadata.dataThrough}-${identity}`;
  return { xgboost, metadata: { format: FORMAT, version, ...metadata, modelSha256 } };
}

/** Serializes a model into the text of its two files. */
export function printArtifact({ xgboost, metadata }: Artifact): ArtifactFiles {
  return {
    'xgboost_model.json': printXgboostModel(xgboost),
    'metadata.json': `${JSON.stringify(metadata, null, 2)}\n`,
  };
}

/**
 * Parses and checks the two files of a model. Throws `bad_input` where one is damaged, they do not
 * belong together, or the model was trained on other features than this version computes.
 */
export function parseArtifact(files: ArtifactFiles): Artifact {
  const metadata = parseMetadata(files['metadata.json']);
  if (sha256(files['xgboost_model.json']) !== metadata.modelSha256) {
    throw badInput('The model files do not belong together.', [
      'The checksum in metadata.json is not that of xgboost_model.json; restore both or retrain.',
    ]);
  }
  const xgboost = parseXgboostModel(files['xgboost_model.json']);
  const names = [metadata.features, xgboost.learner.feature_names];
  const columns = Number(xgboost.learner.learner_model_param.num_feature);
  if (columns !== FEATURES.length || names.some((list) => list.join() !== FEATURES.join())) {
    throw badInput('The model was trained on other features than this version computes.', [
      'Retrain it.',
    ]);
  }
  return { xgboost, metadata };
}

/** An artifact made ready to forecast with, once for many forecasts. */
export interface PreparedModel {
  metadata: ArtifactMetadata;
  correction: Correction;
}

/** Loads the trees of an artifact for scoring. */
export function prepareModel({ xgboost, metadata }: Artifact): PreparedModel {
  const { blendWeight, clamp } = metadata;
  return { metadata, correction: { scorer: createScorer(xgboost), blendWeight, clamp } };
}

function parseMetadata(text: string): ArtifactMetadata {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw badInput('The model metadata are not JSON.', [String((cause as Error).message)]);
  }
  const parsed = metadataSchema.safeParse(json);
  if (!parsed.success) {
    throw badInput('The model metadata are not usable; retrain.', schemaProblems(parsed.error));
  }
  return parsed.data;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
