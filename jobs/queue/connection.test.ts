import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { Redis } from 'ioredis';
import { pino } from 'pino';

import { freePort } from '../../data/embedded/free-port.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import { startRedis } from '../../data/testing/redis.ts';
import { openQueues } from '../queue.ts';

const log = pino({ level: 'silent' });

test('a Redis that may evict jobs is refused, with what to set', async (t) => {
  const server = await startRedis();
  if (!server) return t.skip('redis-server is not installed');
  t.after(() => server.stop());
  const redis = new Redis(server.url);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  redis.disconnect();
  const opening = openQueues({ databaseUrl: '', redisUrl: server.url, log });
  await assert.rejects(opening, { code: 'bad_input', message: /allkeys-lru.*noeviction/s });
});

test('a Redis that is not there is told at once', async () => {
  const redisUrl = `redis://127.0.0.1:${await freePort()}`;
  const opening = openQueues({ databaseUrl: '', redisUrl, log });
  await assert.rejects(opening, { code: 'unavailable' });
});

test('several processes may open the queues of a new Postgres at once', async (t) => {
  const { url: databaseUrl } = await testPostgres(t);
  const opening = Array.from({ length: 3 }, () => openQueues({ databaseUrl, log }));
  for (const queues of await Promise.all(opening)) await queues.close();
});

test('a process keeps one connection a worker, and few for its queries, however many there are', async (t) => {
  const { url: databaseUrl, pool } = await testPostgres(t);
  const queues = await openQueues({ databaseUrl, log });
  t.after(() => queues.close());
  const processor = { handler: async () => {}, timeoutMs: 5_000 };
  for (const name of ['report', 'sync'] as const)
    await queues.startWorker(name, { processor, concurrency: 10 });
  await queues.onProgress(() => {});
  const reports = Array.from({ length: 50 }, () => {
    return { name: 'report', requestId: randomUUID() } as const;
  });
  await Promise.all(reports.map((job) => queues.add(job)));
  const sql = `select from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  const { rowCount } = await pool.query(sql);
  const keptBy = { relay: 1, workers: 2, queries: 4 };
  const most = keptBy.relay + keptBy.workers + keptBy.queries;
  assert.ok((rowCount ?? 0) <= most, `${rowCount} connections`);
  for (const job of reports) await queues.waitFor(job, 10_000);
});
