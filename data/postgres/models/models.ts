import type pg from 'pg';

import { AppError } from '../../errors.ts';
import type { Verdict } from '../../verdict.ts';

/** A trained model as stored: its artifact's text and its metadata. */
export interface StoredModel {
  version: string;
  /** Standard XGBoost JSON. */
  artifact: string;
  metadata: unknown;
  trainedAt: Date;
}

const COLUMNS = 'version, artifact, metadata, trained_at "trainedAt"';

/**
 * Stores a model and, unless the verdict is to keep it from that, makes it the serving one.
 * Repeating it changes nothing but the date of promotion. Belongs in a transaction.
 */
export async function storeModel(
  client: pg.PoolClient,
  model: StoredModel,
  verdict: Verdict | null,
  at: Date,
): Promise<void> {
  await lockModels(client);
  await client.query(
    `insert into model_version (version, artifact, metadata, trained_at, verdict)
     values ($1, $2, $3, $4, $5) on conflict (version) do nothing`,
    [
      model.version,
      model.artifact,
      JSON.stringify(model.metadata),
      model.trainedAt,
      verdict && JSON.stringify(verdict),
    ],
  );
  if (verdict?.decision !== 'kept') await serve(client, model.version, at);
}

/**
 * Rolls back to an earlier model: makes a version serve again that did before; without one named,
 * that which was promoted last. Belongs in a transaction.
 * @returns the version that serves now, and the one that did.
 * @throws AppError `not_found` where there is no such version, `conflict` where it never served.
 */
export async function rollBack(
  client: pg.PoolClient,
  version: string | undefined,
  at: Date,
): Promise<{ version: string; replaced: string | undefined }> {
  await lockModels(client);
  const { rows } = await client.query<{ version: string; serving: boolean; served: boolean }>(
    `select version, serving, promoted_at is not null served from model_version
     order by promoted_at desc nulls last`,
  );
  const earlier = rows.find(({ serving, served }) => served && !serving);
  const wanted = version === undefined ? earlier : rows.find((row) => row.version === version);
  if (!wanted) throw new AppError('not_found', noSuchVersion(version));
  if (!wanted.served)
    throw new AppError('conflict', `Model ${version} never served: the gate kept it from that.`);
  if (wanted.serving) throw new AppError('conflict', `Model ${version} serves already.`);
  await serve(client, wanted.version, at);
  return { version: wanted.version, replaced: rows.find(({ serving }) => serving)?.version };
}

function noSuchVersion(version: string | undefined): string {
  return version === undefined
    ? 'There is no earlier model to go back to.'
    : `There is no model ${version}. \`ducky models\` lists those there are.`;
}

async function serve(client: pg.PoolClient, version: string, at: Date): Promise<void> {
  await client.query('update model_version set serving = false where serving');
  await client.query(
    'update model_version set serving = true, promoted_at = $2 where version = $1',
    [version, at],
  );
}

/** Reads the serving model's version and keeps others from promotion until the transaction ends. */
export async function lockServing(client: pg.PoolClient): Promise<string | undefined> {
  await lockModels(client);
  return servingVersion(client);
}

/** Locks the models, for one promotion at a time: two at once would both find nobody serving. */
async function lockModels(client: pg.PoolClient): Promise<void> {
  await client.query('lock table model_version in share row exclusive mode');
}

/** The version of the model that serves forecasts now; undefined before the first training. */
export async function servingVersion(db: pg.Pool | pg.PoolClient): Promise<string | undefined> {
  const { rows } = await db.query<{ version: string }>(
    'select version from model_version where serving',
  );
  return rows[0]?.version;
}

/** Reads a stored model, artifact and metadata, by its version. */
export async function readModel(
  db: pg.Pool | pg.PoolClient,
  version: string,
): Promise<StoredModel | undefined> {
  const { rows } = await db.query<StoredModel>(
    `select ${COLUMNS} from model_version where version = $1`,
    [version],
  );
  return rows[0];
}
