import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Redis } from 'ioredis';
import { pino } from 'pino';

import { freePort } from '../data/embedded/free-port.ts';
import { testPostgres } from '../data/testing/databases.ts';
import { startRedis } from '../data/testing/redis.ts';
import { openQueues } from './queue.ts';

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
