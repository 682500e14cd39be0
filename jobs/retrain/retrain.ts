import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { dayIn } from '../../data/calendar.ts';
import { readDataSpan } from '../../data/clickhouse/queries/data-span.ts';
import { readTrainingPanel } from '../../data/clickhouse/queries/training-panel.ts';
import { lastDays } from '../../data/clickhouse/queries/window.ts';
import { AppError } from '../../data/errors.ts';
import type { TrainingPanel } from '../../data/history.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { lockServing, servingVersion, storeModel } from '../../data/postgres/models/models.ts';
import type { Verdict } from '../../data/verdict.ts';
import { type Artifact, printArtifact } from '../../model/artifact.ts';
import { decidePromotion } from '../../model/promotion-gate.ts';
import { trainArtifact } from '../../model/train.ts';
import type { Progress, TASK_STEPS } from '../contract.ts';
import { openServingModel, readableModel } from '../models.ts';
import { writeArtifact } from './write-artifact.ts';

/** A new model's version, and what the gate said of it. */
export interface Trained {
  version: string;
  verdict: Verdict;
}

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
  /** Done in the transaction that stores the model, which is undone where it throws. */
  onStored?: (client: pg.PoolClient, trained: Trained) => Promise<void>;
}

/** Targetings to learn from, and how many days back: enough for a year's seasons, twice. */
const PANEL_SIZE = 400;
const PANEL_DAYS = 730;
/** Fixed, so that the same data give the same model. */
const SEED = 7;

/**
 * Trains a model on the history up to yesterday and promotes it to the serving one, unless the gate
 * finds it clearly worse. Until the last step nothing changes, so a killed retraining can simply be
 * done again.
 * @throws AppError `no_history` where there is no whole day to learn from, `internal` where the
 * model that came of it cannot be used.
 */
export async function retrain(options: RetrainOptions): Promise<Trained> {
  const { now, modelsDir, signal, onProgress } = options;
  const onStep = (step: (typeof TASK_STEPS.retrain)[number], fraction: number | null = null) =>
    onProgress?.({ step, fraction });
  onStep('Reading history');
  const panel = await readPanel(options);
  const artifact = await trainArtifact({
    panel,
    trainedAt: now,
    seed: SEED,
    onProgress: (fraction) => onStep('Training', fraction),
    ...(signal && { signal }),
  });
  onStep('Comparing with the serving model');
  const verdict = await judgeAndStore({ panel, artifact }, options);
  if (modelsDir) await writeArtifact(modelsDir, artifact);
  return { version: artifact.metadata.version, verdict };
}

/** Reads the training data: daily impressions of many targetings over the last two years. */
async function readPanel(options: RetrainOptions): Promise<TrainingPanel> {
  const { clickhouse, now, timeZone, signal } = options;
  const data = await readDataSpan(clickhouse, { today: dayIn(timeZone, now), signal });
  if (!data) throw new AppError('no_history', 'There is no whole day of data to train on yet.');
  const span = lastDays(data, PANEL_DAYS);
  return readTrainingPanel(clickhouse, { span, size: PANEL_SIZE, seed: SEED, signal });
}

interface NewModel {
  /** What it was trained on. */
  panel: TrainingPanel;
  artifact: Artifact;
}

/**
 * Compares the new model with the serving one and stores it with the verdict; anew where another
 * was made to serve meanwhile, as by a rollback.
 */
async function judgeAndStore(made: NewModel, options: RetrainOptions): Promise<Verdict> {
  const { pool, signal } = options;
  for (;;) {
    const rival = await servingVersion(pool);
    const serving = await readableModel(openServingModel(pool));
    const verdict = decidePromotion({ panel: made.panel, candidate: made.artifact, serving });
    signal?.throwIfAborted();
    if (await store(made.artifact, { verdict, rival }, options)) return verdict;
  }
}

/**
 * Stores the model in a transaction that locks which one serves, and promotes it where it may.
 * @returns false where `rival`, with which it was compared, does not serve any more.
 */
async function store(
  artifact: Artifact,
  { verdict, rival }: { verdict: Verdict; rival: string | undefined },
  { pool, onStored }: RetrainOptions,
): Promise<boolean> {
  const { version, trainedAt } = artifact.metadata;
  const model = {
    version,
    artifact: printArtifact(artifact)['xgboost_model.json'],
    metadata: artifact.metadata,
    trainedAt: new Date(trainedAt),
  };
  return inTransaction(pool, async (client) => {
    if ((await lockServing(client)) !== rival) return false;
    await storeModel(client, model, verdict, model.trainedAt);
    await onStored?.(client, { version, verdict });
    return true;
  });
}
