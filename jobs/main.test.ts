import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../data/calendar.ts';
import { servingVersion } from '../data/postgres/models/models.ts';
import { acceptRequest, findRequest } from '../data/postgres/requests/requests.ts';
import { acceptTask, findTask } from '../data/postgres/tasks/tasks.ts';
import { jobOfTask } from './contract.ts';
import { openQueues } from './queue.ts';
import { exitCode, startMain, startReady, untilReady } from './testing/main-process.ts';
import { NEW_REQUEST, openTestHistory, openTestPostgres } from './testing/stores.ts';

const WAIT_MS = 60_000;
const today = dayIn('UTC', systemClock());

test('a worker without its servers says what to set', async (t) => {
  const child = startMain(t, {});
  const [code, stderr] = await Promise.all([
    exitCode(child),
    text(child.stderr as NodeJS.ReadableStream),
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /- DATABASE_URL: .*\n- CLICKHOUSE_URL: /);
});

test('a worker that is asked to end ends cleanly', async (t) => {
  const child = await startReady(t);
  child.kill('SIGTERM');
  assert.equal(await exitCode(child), 0);
});

test('a worker ends with the process that started it', async (t) => {
  const child = await startReady(t);
  child.disconnect();
  assert.equal(await exitCode(child), 0);
});

test('a worker does a retraining and a request that had no job, the training in a sandbox', async (t) => {
  const { url: DATABASE_URL, pool } = await openTestPostgres(t);
  const history = await openTestHistory(t, { days: 28, lastDay: addDays(today, -1) });
  const DUCKY_HOME = await mkdtemp(join(tmpdir(), 'ducky-home-'));
  t.after(() => rm(DUCKY_HOME, { recursive: true }));
  const queues = await openQueues({
    databaseUrl: DATABASE_URL,
    log: pino({ level: 'silent' }),
  });
  t.after(() => queues.close());

  const flight = { start: addDays(today, 1), end: addDays(today, 7) };
  const plan = { ...NEW_REQUEST.plan, flight };
  const asked = new Date(Date.now() - 60_000);
  const { request } = await acceptRequest(pool, { ...NEW_REQUEST, plan }, asked);
  const order = { action: 'retrain', parameters: {} } as const;
  const wanted = { order, dedupeKey: 'view:V1', requestedBy: 'UBOB' };
  const destination = { channel: 'C1' };
  const accepted = await acceptTask(pool, { ...wanted, destination }, asked);
  const task = 'task' in accepted ? accepted.task : assert.fail();

  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL: history.url, DUCKY_HOME });
  await untilReady(child);
  // The worker's reconciler adds it too; the same job is done once.
  await queues.add(jobOfTask(task));
  await queues.waitFor(jobOfTask(task), WAIT_MS);
  assert.equal((await findTask(pool, task.id))?.status, 'succeeded');
  assert.equal(await queues.state({ name: 'tell-task', taskId: task.id }), 'live');
  const version = await servingVersion(pool);
  assert.deepEqual(await readdir(join(DUCKY_HOME, 'models')), [version]);
  await queues.waitFor({ name: 'forecast', requestId: request.id }, WAIT_MS);
  assert.equal((await findRequest(pool, request.id))?.status, 'answered');
});
