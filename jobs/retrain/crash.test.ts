import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../../data/calendar.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { lockServing } from '../../data/postgres/models/models.ts';
import { TASK_STEPS } from '../contract.ts';
import { openServingModel } from '../models.ts';
import { openQueues } from '../queue.ts';
import { startMain, untilReady } from '../testing/main-process.ts';
import { promoteTestModel } from '../testing/model.ts';
import { openTestHistory, openTestPostgres } from '../testing/stores.ts';

const RETRAIN = { name: 'retrain', reason: 'command' } as const;
const [, , LAST_STEP] = TASK_STEPS.retrain;

/** Kills what the worker has started, of which Linux tells. */
async function killTraining(worker: number): Promise<void> {
  const ids = await readFile(`/proc/${worker}/task/${worker}/children`, 'utf8');
  for (const id of ids.split(' ').filter(Boolean)) process.kill(Number(id), 'SIGKILL');
}

test('a training that is killed midway and at its end leaves a whole model, and is done again', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the training by /proc');
  const { url: DATABASE_URL, pool } = await openTestPostgres(t);
  const today = dayIn('UTC', systemClock());
  const history = await openTestHistory(t, { days: 28, lastDay: addDays(today, -1) });
  const DUCKY_HOME = await mkdtemp(join(tmpdir(), 'ducky-home-'));
  t.after(() => rm(DUCKY_HOME, { recursive: true, force: true }));
  const log = pino({ level: 'silent' });
  const queues = await openQueues({ databaseUrl: DATABASE_URL, log });
  t.after(() => queues.close());
  const first = await promoteTestModel(pool, new Date('2026-01-01T00:00:00Z'));
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL: history.url, DUCKY_HOME });
  child.stderr?.resume();
  await untilReady(child);

  const told = new EventEmitter();
  await queues.onProgress(({ progress: { step } }) => told.emit('step', step));
  const nextStep = async (): Promise<unknown> => (await once(told, 'step'))[0];
  await queues.add(RETRAIN);
  await inTransaction(pool, async (client) => {
    // Every training lasts until it is heard, as none gets past this.
    await lockServing(client);
    await nextStep();
    await killTraining(child.pid ?? 0);
    while ((await nextStep()) !== LAST_STEP);
    await killTraining(child.pid ?? 0);
  });
  await queues.waitFor(RETRAIN, 90_000);
  const model = await openServingModel(pool).read();
  assert.ok(model && model.metadata.version !== first);
  const modelsDir = join(DUCKY_HOME, 'models');
  const { version } = model.metadata;
  const text = await readFile(join(modelsDir, version, 'xgboost_model.json'), 'utf8');
  assert.ok(JSON.parse(text));

  // What serves is read from the database, whatever becomes of the copies.
  for (const name of await readdir(modelsDir))
    await truncate(join(modelsDir, name, 'xgboost_model.json'), 10).catch(() => {});
  assert.equal((await openServingModel(pool).read())?.metadata.version, version);
});
