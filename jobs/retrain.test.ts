import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { servingVersion } from '../data/postgres/models.ts';
import { parseArtifact } from '../model/artifact.ts';
import type { Progress } from './contract.ts';
import { retrain } from './retrain.ts';
import { NOW, openTestClickHouse, openTestHistory, openTestPostgres } from './testing/stores.ts';

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
  const version = await retrain({ ...common, modelsDir, onProgress });
  assert.equal(await servingVersion(pool), version);
  assert.deepEqual(await readdir(modelsDir), [version]);
  const read = (name: string) => readFile(join(modelsDir, version, name), 'utf8');
  const { metadata } = parseArtifact({
    'xgboost_model.json': await read('xgboost_model.json'),
    'metadata.json': await read('metadata.json'),
  });
  assert.equal(metadata.dataThrough, '2026-11-21');
  assert.deepEqual(seen.at(-1), { step: 'Training', fraction: 1 });
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
