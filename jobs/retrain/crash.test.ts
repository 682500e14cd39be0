import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../../data/calendar.ts';
import { openServingModel } from '../models.ts';
import { openQueues } from '../queue.ts';
import { startMain, untilReady } from '../testing/main-process.ts';
import { promoteTestModel } from '../testing/model.ts';
import { openTestHistory, openTestPostgres } from '../testing/stores.ts';

const RETRAIN = { name: 'retrain', reason: 'command' } as const;
const STEPS = ['Reading history', 'Training', 'Comparing with the serving model'];

/** Linux tells of each process which it has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const ids = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return ids.split(' ').filter(Boolean).map(Number);
}

test('a training that is killed at any step leaves a whole model, and is done again', async (t) => {
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

  const killed: string[] = [];
  const serving = openServingModel(pool);
  const kill = async () => {
    for (const pid of await childrenOf(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
  };
  await queues.onProgress(({ progress: { step } }) => {
    if (killed.includes(step)) return;
    killed.push(step);
    void kill();
  });
  await queues.add(RETRAIN);
  await queues.waitFor(RETRAIN, 90_000);
  assert.ok(killed.length >= 2 && killed.every((step) => STEPS.includes(step)), killed.join());
  const model = await serving.read();
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
