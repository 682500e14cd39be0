import type pg from 'pg';

import { inTransaction } from './client.ts';

/** A trained model as stored: its artifact's text and its metadata. */
export interface StoredModel {
  version: string;
  /** Standard XGBoost JSON. */
  artifact: string;
  metadata: unknown;
  trainedAt: Date;
}

const COLUMNS = 'version, artifact, metadata, trained_at "trainedAt"';

/** Stores a model and makes it the serving one, in one transaction; repeating it only dates it anew. */
export async function promoteModel(
  pool: pg.Pool,
  model: StoredModel,
  promotedAt: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    // One promotion at a time: two at once would both find nobody serving.
    await client.query('lock table model_version in share row exclusive mode');
    await client.query('update model_version set serving = false where serving');
    await client.query(
      `insert into model_version (version, artifact, metadata, trained_at, promoted_at, serving)
       values ($1, $2, $3, $4, $5, true)
       on conflict (version) do update set serving = true, promoted_at = excluded.promoted_at`,
      [model.version, model.artifact, JSON.stringify(model.metadata), model.trainedAt, promotedAt],
    );
  });
}

/** The version forecasts are made with now; undefined before the first training. */
export async function servingVersion(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ version: string }>(
    'select version from model_version where serving',
  );
  return rows[0]?.version;
}

export async function readModel(pool: pg.Pool, version: string): Promise<StoredModel | undefined> {
  const { rows } = await pool.query<StoredModel>(
    `select ${COLUMNS} from model_version where version = $1`,
    [version],
  );
  return rows[0];
}
