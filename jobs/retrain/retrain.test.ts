import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';
import { inTransaction } from '../../data/postgres/client.ts';
import { listModels } from '../../data/postgres/models/model-list.ts';
import { rollBack, servingVersion } from '../../data/postgres/models/models.ts';
import { parseArtifact } from '../../model/artifact.ts';
import type { Progress } from '../contract.ts';
import { promoteTestModel } from '../testing/model.ts';
import { NOW, openTestClickHouse, openTestHistory, openTestPostgres } from '../testing/stores.ts';
import { retrain } from './retrain.ts';

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ducky-models-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('a model is trained on whole days, promoted, and copied to files', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  const modelsDir = await temporaryFolder(t);
  const seen: Progress[] = [];
  const onProgress = (progress: Progress) => void seen.push(progress);
  const common = { pool, clickhouse, now: NOW, timeZone: 'UTC' };
  const { version, verdict } = await retrain({ ...common, modelsDir, onProgress });
  assert.deepEqual(verdict, {
    decision: 'promoted',
    reason: 'There was no model to compare it with.',
    comparison: null,
  });
  assert.equal(await servingVersion(pool), version);
  assert.deepEqual(await readdir(modelsDir), [version]);
  const read = (name: string) => readFile(join(modelsDir, version, name), 'utf8');
  const { metadata } = parseArtifact({
    'xgboost_model.json': await read('xgboost_model.json'),
    'metadata.json': await read('metadata.json'),
  });
  assert.equal(metadata.dataThrough, '2026-11-21');
  assert.deepEqual(seen.slice(-2), [
    { step: 'Training', fraction: 1 },
    { step: 'Comparing with the serving model', fraction: null },
  ]);
});

test('a second model is measured against the first, and the verdict is kept with it', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  const common = { pool, clickhouse, timeZone: 'UTC' };
  const first = await retrain({ ...common, now: NOW });
  const second = await retrain({ ...common, now: new Date(NOW.getTime() + 1) });
  assert.equal(second.verdict.comparison?.servingVersion, first.version);
  assert.equal(second.verdict.decision, 'promoted');
  const [latest] = await listModels(pool);
  assert.deepEqual(latest?.verdict, second.verdict);
});

test('a serving model that cannot be read any more stands in no way', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  await promoteTestModel(pool, NOW);
  await pool.query('update model_version set metadata = metadata || \'{"format": 0}\'');
  const { version } = await retrain({ pool, clickhouse, now: NOW, timeZone: 'UTC' });
  assert.equal(await servingVersion(pool), version);
});

test('a model that was made to serve during a training is not overwritten unjudged', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  const unreadable = await promoteTestModel(pool, NOW);
  await pool.query('update model_version set metadata = metadata || \'{"format": 0}\'');
  const second = await promoteTestModel(pool, new Date(NOW.getTime() + 1));
  const common = { pool, clickhouse, now: new Date(NOW.getTime() + 2), timeZone: 'UTC' };
  const { training, seen } = await inTransaction(pool, async (client) => {
    await rollBack(client, unreadable, NOW);
    const compared = Promise.withResolvers<void>();
    const onProgress = ({ step }: Progress) =>
      step === 'Comparing with the serving model' && compared.resolve();
    const training = retrain({ ...common, onProgress });
    await compared.promise;
    await waitingForLock(pool);
    return { training, seen: await servingVersion(pool) };
  });
  assert.equal(seen, second, 'the verdict was on another model');
  const { verdict } = await training;
  assert.equal(verdict.reason, 'There was no model to compare it with.');
});

/** Resolves once somebody waits for a lock on this database. */
async function waitingForLock(pool: pg.Pool): Promise<void> {
  const sql = `select from pg_locks join pg_database on oid = database
    where datname = current_database() and not granted`;
  while ((await pool.query(sql)).rowCount === 0) await sleep(10);
}

test('where the outcome cannot be stored, neither is the model', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  const onStored = () => Promise.reject(new Error('cancelled meanwhile'));
  const training = retrain({ pool, clickhouse, now: NOW, timeZone: 'UTC', onStored });
  await assert.rejects(training, /cancelled meanwhile/);
  assert.deepEqual(await listModels(pool), []);
});

test('without data there is nothing to train on', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestClickHouse(t);
  const training = retrain({ pool, clickhouse, now: NOW, timeZone: 'UTC' });
  await assert.rejects(training, { code: 'no_history' });
});

test('a cancelled training changes nothing', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const stopping = new AbortController();
  const onProgress = ({ step }: Progress) => step === 'Training' && stopping.abort();
  const common = { pool, clickhouse, now: NOW, timeZone: 'UTC', signal: stopping.signal };
  await assert.rejects(retrain({ ...common, onProgress }));
  assert.equal(await servingVersion(pool), undefined);
});
