import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../testing/databases.ts';
import { migratePostgres } from './migrate.ts';
import { promoteModel, readModel, type StoredModel, servingVersion } from './models.ts';

const NOW = new Date('2026-11-01T03:01:00Z');

const model = (version: string): StoredModel => ({
  version,
  artifact: '{"learner":{}}',
  metadata: { version },
  trainedAt: new Date('2026-11-01T03:00:00Z'),
});

async function openModels(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  return pool;
}

test('nothing serves before the first training', async (t) => {
  const pool = await openModels(t);
  assert.equal(await servingVersion(pool), undefined);
  assert.equal(await readModel(pool, 'a'), undefined);
});

test('the model promoted last serves, and is read back as it was stored', async (t) => {
  const pool = await openModels(t);
  await promoteModel(pool, model('a'), NOW);
  await promoteModel(pool, model('b'), NOW);
  assert.equal(await servingVersion(pool), 'b');
  assert.deepEqual(await readModel(pool, 'a'), model('a'));
});

test('promoting the same version again makes it serve again', async (t) => {
  const pool = await openModels(t);
  for (const version of ['a', 'b', 'a']) await promoteModel(pool, model(version), NOW);
  assert.equal(await servingVersion(pool), 'a');
});

test('of promotions at once, all are stored and one serves', async (t) => {
  const pool = await openModels(t);
  const versions = ['a', 'b', 'c', 'd'];
  await Promise.all(versions.map((version) => promoteModel(pool, model(version), NOW)));
  assert.ok(versions.includes((await servingVersion(pool)) ?? ''));
  const { rowCount } = await pool.query('select 1 from model_version');
  assert.equal(rowCount, versions.length);
});
