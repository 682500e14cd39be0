import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';
import { cachedFor } from '../data/cached-for.ts';
import { systemClock } from '../data/calendar.ts';
import { AppError } from '../data/errors.ts';
import {
  readModel,
  rollBack,
  type StoredModel,
  servingVersion,
} from '../data/postgres/models/models.ts';
import {
  type Artifact,
  type PreparedModel,
  parseArtifact,
  prepareModel,
} from '../model/artifact.ts';

/** The model that forecasts are made with now. */
export interface ServingModel {
  /** Undefined before the first training. */
  read(): Promise<PreparedModel | undefined>;
}

/**
 * Loads the serving model from Postgres and caches it: asks which version serves at most once in
 * `maxAgeMs`, and prepares a version only once.
 */
export function openServingModel(pool: pg.Pool, { maxAgeMs = 0 } = {}): ServingModel {
  const readVersion = cachedFor(() => servingVersion(pool), { maxAgeMs, clock: systemClock });
  let prepared: PreparedModel | undefined;
  return {
    read: async () => {
      const version = await readVersion();
      if (version === undefined) return undefined;
      if (prepared?.metadata.version === version) return prepared;
      const stored = await readModel(pool, version);
      prepared = stored && prepareModel(artifactOf(stored));
      return prepared;
    },
  };
}

/** The serving model; null where there is none, or one that this version cannot read. */
export async function readableModel(serving: ServingModel): Promise<PreparedModel | null> {
  try {
    return (await serving.read()) ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_input') return null;
    throw error;
  }
}

/**
 * Rolls back to an earlier model, as `rollBack` does, where forecasts can be made with it. Belongs
 * in a transaction, which a model that cannot be used undoes.
 * @throws AppError as `rollBack`, and `conflict` where the model cannot be used.
 */
export async function rollBackToUsable(
  client: pg.PoolClient,
  version: string | undefined,
  at: Date,
): Promise<{ version: string; replaced: string | undefined }> {
  const changed = await rollBack(client, version, at);
  const stored = await readModel(client, changed.version);
  try {
    if (stored) prepareModel(artifactOf(stored));
  } catch (cause) {
    const what = `Model ${changed.version} cannot be used: it is damaged, or of another version of Ducky. Nothing was changed.`;
    throw new AppError('conflict', what, { cause });
  }
  return changed;
}

function artifactOf({ artifact, metadata }: StoredModel): Artifact {
  return parseArtifact({
    'xgboost_model.json': artifact,
    'metadata.json': JSON.stringify(metadata),
  });
}

export interface WaitOptions {
  signal: AbortSignal;
  /** Called once, where there is something to wait for. */
  onWait: () => void;
  timeoutMs: number;
}

const POLL_MS = 250;

/**
 * Waits until a model serves, by polling: on a fresh machine the first training is still running.
 * @throws AppError `no_model` where none has come by the end of the time given.
 */
export async function waitForModel(
  serving: ServingModel,
  { signal, onWait, timeoutMs }: WaitOptions,
): Promise<PreparedModel> {
  const first = await serving.read();
  if (first) return first;
  onWait();
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += POLL_MS) {
    await sleep(POLL_MS, undefined, { signal });
    const model = await serving.read();
    if (model) return model;
  }
  throw new AppError(
    'no_model',
    'There is no model to forecast with yet. Ask again once the first training is over; `ducky train` starts one.',
  );
}
