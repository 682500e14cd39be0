import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { promoteModel } from '../../testing/promote-model.ts';
import type { Verdict } from '../../verdict.ts';
import { inTransaction } from '../client.ts';
import { migratePostgres } from '../migrate.ts';
import { earlierModels, listModels } from './model-list.ts';
import { readModel, rollBack, type StoredModel, servingVersion, storeModel } from './models.ts';

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

const KEPT: Verdict = { decision: 'kept', reason: 'It is worse.', comparison: null };

test('a model that the gate kept is stored, does not serve, and is not gone back to', async (t) => {
  const pool = await openModels(t);
  await promoteModel(pool, model('a'), NOW);
  await inTransaction(pool, (client) => storeModel(client, model('b'), KEPT, NOW));
  assert.equal(await servingVersion(pool), 'a');
  assert.deepEqual(await readModel(pool, 'b'), model('b'));
  assert.deepEqual(await earlierModels(pool), []);
  const [latest] = await listModels(pool);
  assert.deepEqual(latest, {
    version: 'b',
    trainedAt: model('b').trainedAt,
    promotedAt: null,
    serving: false,
    verdict: KEPT,
    metadata: null,
  });
  const rollback = inTransaction(pool, (client) => rollBack(client, 'b', NOW));
  await assert.rejects(rollback, { code: 'conflict', userMessage: /gate kept it/ });
});

test('rolling back makes an earlier model serve, the latest where none is named', async (t) => {
  const pool = await openModels(t);
  const at = (minute: number) => new Date(NOW.getTime() + minute * 60_000);
  const roll = (version: string | undefined, minute: number) =>
    inTransaction(pool, (client) => rollBack(client, version, at(minute)));
  await assert.rejects(roll(undefined, 0), { userMessage: /no earlier model/ });
  for (const [minute, version] of ['a', 'b', 'c'].entries())
    await promoteModel(pool, model(version), at(minute));
  const earlier = await earlierModels(pool);
  assert.deepEqual(
    earlier.map(({ version }) => version),
    ['b', 'a'],
  );
  assert.deepEqual(await roll('a', 3), { version: 'a', replaced: 'c' });
  assert.deepEqual(await roll(undefined, 4), { version: 'c', replaced: 'a' });
  assert.equal(await servingVersion(pool), 'c');
  await assert.rejects(roll('c', 5), { code: 'conflict', userMessage: /serves already/ });
  await assert.rejects(roll('d', 5), { code: 'not_found', userMessage: /no model d/ });
});
