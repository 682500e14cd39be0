import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { dayIn } from '../data/calendar.ts';
import { readDataSpan } from '../data/clickhouse/queries/data-span.ts';
import { readTrainingPanel } from '../data/clickhouse/queries/training-panel.ts';
import { lastDays } from '../data/clickhouse/queries/window.ts';
import { AppError } from '../data/errors.ts';
import type { TrainingPanel } from '../data/history.ts';
import { promoteModel } from '../data/postgres/models.ts';
import { type Artifact, printArtifact } from '../model/artifact.ts';
import { trainArtifact } from '../model/train.ts';
import type { Progress } from './contract.ts';
import { writeArtifact } from './write-artifact.ts';

export interface RetrainOptions {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  now: Date;
  /** The reporting time zone. */
  timeZone: string;
  /** Where a copy of the artifact's files goes, in a folder named after its version. */
  modelsDir?: string | undefined;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Targetings to learn from, and how many days back: enough for a year's seasons, twice. */
const PANEL_SIZE = 400;
const PANEL_DAYS = 730;
/** Fixed, so that the same data give the same model. */
const SEED = 7;

/**
 * Fits a model on the history up to yesterday and makes it the serving one. Until the last step
 * nothing changes, so a killed retraining can simply be done again.
 * @returns the new version.
 * @throws AppError `no_history` where there is no whole day to learn from.
 */
export async function retrain(options: RetrainOptions): Promise<string> {
  const { pool, now, modelsDir, signal, onProgress } = options;
  onProgress?.({ step: 'Reading history', fraction: null });
  const panel = await readPanel(options);
  const artifact = await trainArtifact({
    panel,
    trainedAt: now,
    seed: SEED,
    onProgress: (fraction) => onProgress?.({ step: 'Training', fraction }),
    ...(signal && { signal }),
  });
  signal?.throwIfAborted();
  await promote(pool, artifact);
  if (modelsDir) await writeArtifact(modelsDir, artifact);
  return artifact.metadata.version;
}

async function readPanel(options: RetrainOptions): Promise<TrainingPanel> {
  const { clickhouse, now, timeZone, signal } = options;
  const data = await readDataSpan(clickhouse, { today: dayIn(timeZone, now), signal });
  if (!data) throw new AppError('no_history', 'There is no whole day of data to train on yet.');
  const span = lastDays(data, PANEL_DAYS);
  return readTrainingPanel(clickhouse, { span, size: PANEL_SIZE, seed: SEED, signal });
}

function promote(pool: pg.Pool, artifact: Artifact): Promise<void> {
  const { version, trainedAt } = artifact.metadata;
  const model = {
    version,
    artifact: printArtifact(artifact)['xgboost_model.json'],
    metadata: artifact.metadata,
    trainedAt: new Date(trainedAt),
  };
  return promoteModel(pool, model, model.trainedAt);
}
