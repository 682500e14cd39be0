import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { listModels } from '../../data/postgres/models/model-list.ts';
import { servingVersion } from '../../data/postgres/models/models.ts';
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
