import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { dayIn } from '../../data/calendar.ts';
import type { TrainingPanel } from '../../data/history.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { lockServing, servingVersion, storeModel } from '../../data/postgres/models/models.ts';
import type { Verdict } from '../../data/verdict.ts';
import { type Artifact, printArtifact } from '../../model/artifact.ts';
import { decidePromotion } from '../../model/promotion-gate.ts';
import { trainArtifact } from '../../model/train.ts';
import type { Progress, TASK_STEPS } from '../contract.ts';
import { openServingModel, readableModel } from '../models.ts';
import { readPanel, readWholeDays, TRAINING_SEED } from './training-data.ts';
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

/**
 * Trains a model on the history up to yesterday and promotes it to the serving one, unless the gate
 * finds it clearly worse. Until the last step nothing changes, so a killed retraining can simply be
 * done again.
 * @throws AppError `no_history` where there is no whole day to learn from, `internal` where the
 * model that came of it cannot be used.
 */
export async function retrain(options: RetrainOptions): Promise<Trained> {
  const { clickhouse, now, timeZone, modelsDir, signal, onProgress } = options;
  const onStep = (step: (typeof TASK_STEPS.retrain)[number], fraction: number | null = null) =>
    onProgress?.({ step, fraction });
  onStep('Reading history');
  const today = dayIn(timeZone, now);
  const data = await readWholeDays(clickhouse, { today, signal });
  const panel = await readPanel(clickhouse, { data, signal });
  const artifact = await trainArtifact({
    panel,
    trainedAt: now,
    seed: TRAINING_SEED,
    onProgress: (fraction) => onStep('Training', fraction),
    ...(signal && { signal }),
  });
  onStep('Comparing with the serving model');
  const verdict = await judgeAndStore({ panel, artifact }, options);
  if (modelsDir) await writeArtifact(modelsDir, artifact);
  return { version: artifact.metadata.version, verdict };
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
