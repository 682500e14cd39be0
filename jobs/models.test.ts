import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inTransaction } from '../data/postgres/client.ts';
import { openServingModel, rollBackToUsable, waitForModel } from './models.ts';
import { promoteTestModel } from './testing/model.ts';
import { NOW, openTestPostgres } from './testing/stores.ts';

const never = () => new AbortController().signal;

test('a promoted model serves at once, and is prepared only once', async (t) => {
  const { pool } = await openTestPostgres(t);
  const serving = openServingModel(pool);
  assert.equal(await serving.read(), undefined);
  const first = await promoteTestModel(pool, NOW);
  const prepared = await serving.read();
  assert.equal(prepared?.metadata.version, first);
  assert.equal(await serving.read(), prepared);
  const second = await promoteTestModel(pool, new Date(NOW.getTime() + 1));
  assert.notEqual(second, first);
  assert.equal((await serving.read())?.metadata.version, second);
});

test('who waits for a model gets it when it comes', async (t) => {
  const { pool } = await openTestPostgres(t);
  const waiting = Promise.withResolvers<void>();
  const options = { signal: never(), onWait: waiting.resolve, timeoutMs: 20_000 };
  const model = waitForModel(openServingModel(pool), options);
  await waiting.promise;
  const version = await promoteTestModel(pool, NOW);
  assert.equal((await model).metadata.version, version);
});

test('without a model in time, people are told what to do', async (t) => {
  const { pool } = await openTestPostgres(t);
  const options = { signal: never(), onWait: () => {}, timeoutMs: 1 };
  await assert.rejects(waitForModel(openServingModel(pool), options), { code: 'no_model' });
});

test('waiting ends when it is cancelled', async (t) => {
  const { pool } = await openTestPostgres(t);
  const signal = AbortSignal.abort();
  const options = { signal, onWait: () => {}, timeoutMs: 20_000 };
  await assert.rejects(waitForModel(openServingModel(pool), options), { name: 'AbortError' });
});

test('a model that is damaged is not gone back to, and what serves goes on', async (t) => {
  const { pool } = await openTestPostgres(t);
  const damaged = await promoteTestModel(pool, NOW);
  const second = await promoteTestModel(pool, new Date(NOW.getTime() + 1));
  const cut = `update model_version set artifact = '{"learner": {}}' where version = $1`;
  await pool.query(cut, [damaged]);
  const rollback = inTransaction(pool, (client) => rollBackToUsable(client, damaged, NOW));
  await assert.rejects(rollback, {
    code: 'conflict',
    message: /cannot be used.*Nothing was changed/,
  });
  assert.equal((await openServingModel(pool).read())?.metadata.version, second);
});
