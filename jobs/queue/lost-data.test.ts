import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { Redis } from 'ioredis';
import { pino } from 'pino';

import { startRedis } from '../../data/testing/redis.ts';
import type { JobOf } from '../contract.ts';
import { OWED_FORECASTS } from '../forecast/owed-forecasts.ts';
import { openQueues } from '../queue.ts';
import { recoverLostJobs } from '../reconcile/recover-lost-jobs.ts';
import { NOW, openTestPostgres } from '../testing/stores.ts';

const log = pino({ level: 'silent' });

/** A Redis of the test's own, and a way to lose everything in it. */
async function losableRedis(t: TestContext) {
  const server = await startRedis();
  if (!server) return t.skip('redis-server is not installed');
  const redis = new Redis(server.url);
  const stop = async () => {
    redis.disconnect();
    await server.stop();
  };
  // Hooks run in order, so this one moves behind those that close the queues.
  t.after(() => t.after(stop));
  return { url: server.url, redis, lose: () => redis.flushall() };
}

/** A stored request, the job it is owed, and the look that finds it a minute later. */
async function openRequest(t: TestContext, redisUrl: string) {
  const { pool, accept } = await openTestPostgres(t);
  const queues = await openQueues({ databaseUrl: '', redisUrl, log });
  t.after(() => queues.close());
  const { id: requestId } = await accept();
  const job = { name: 'forecast', requestId } as const;
  const clock = () => new Date(NOW.getTime() + 60_000);
  const reviveLater = () => recoverLostJobs({ pool, queues, clock, log }, OWED_FORECASTS);
  return { queues, job, reviveLater };
}

test('a Redis that lost its data is filled again from the rows, and keeps its schedules', async (t) => {
  const lost = await losableRedis(t);
  if (!lost) return;
  const { queues, job, reviveLater } = await openRequest(t, lost.url);
  await queues.add(job);
  await queues.schedule({ name: 'sync' }, 1_000);
  const nothing = { handler: async () => {}, timeoutMs: 5_000 };
  await queues.startWorker('retrain', { processor: nothing, concurrency: 1, everywhere: 1 });
  await lost.lose();
  assert.equal(await queues.state(job), 'none');

  await Promise.all([queues.restore(), reviveLater()]);
  const done = Promise.withResolvers<string>();
  const turn = Promise.withResolvers<void>();
  const told = { timeoutMs: 5_000 };
  await queues.startWorker('forecast', {
    processor: { ...told, handler: async (taken) => done.resolve(taken.requestId) },
    concurrency: 1,
  });
  await queues.startWorker('sync', {
    processor: { ...told, handler: async () => turn.resolve() },
    concurrency: 1,
  });
  assert.equal(await done.promise, job.requestId);
  await turn.promise;
  assert.equal(await lost.redis.hget('bull:ducky-retrain:meta', 'concurrency'), '1');
});

test('a job that a Redis evicted in part is made anew', async (t) => {
  const lost = await losableRedis(t);
  if (!lost) return;
  const { queues, job, reviveLater } = await openRequest(t, lost.url);
  await queues.add(job);
  await lost.redis.del('bull:ducky-forecast:wait', 'bull:ducky-forecast:marker');
  assert.equal(await queues.state(job), 'none');
  await reviveLater();
  const done: string[] = [];
  const handler = async ({ requestId }: JobOf<'forecast'>) => void done.push(requestId);
  await queues.startWorker('forecast', {
    processor: { handler, timeoutMs: 5_000 },
    concurrency: 1,
  });
  await queues.waitFor(job, 10_000);
  assert.deepEqual(done, [job.requestId]);
});

test('a full Redis takes no job, and loses none', async (t) => {
  const lost = await losableRedis(t);
  if (!lost) return;
  const { queues, job, reviveLater } = await openRequest(t, lost.url);
  await lost.redis.config('SET', 'maxmemory', '1');
  await assert.rejects(queues.add(job), /OOM/);
  await lost.redis.config('SET', 'maxmemory', '0');
  await reviveLater();
  assert.equal(await queues.state(job), 'live');
});

test('restoring what is there changes no turn', async (t) => {
  const lost = await losableRedis(t);
  if (!lost) return;
  const queues = await openQueues({ databaseUrl: '', redisUrl: lost.url, log });
  t.after(() => queues.close());
  await queues.schedule({ name: 'sync' }, 3_600_000);
  const turns = () => lost.redis.zrange('bull:ducky-sync:repeat', '0', '-1', 'WITHSCORES');
  const before = await turns();
  assert.equal(before.length, 2);
  await queues.restore();
  assert.deepEqual(await turns(), before);
});
