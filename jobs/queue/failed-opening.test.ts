import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';
import { pino } from 'pino';

import { testPostgres } from '../../data/testing/databases.ts';
import { startRedis } from '../../data/testing/redis.ts';
import { openQueues } from '../queue.ts';

const log = pino({ level: 'silent' });

/** How far the opening of queues gets, on Postgres: up to the call of this function of the relay. */
const BROKEN_FUNCTIONS = ['relay_register_node', 'relay_subscribe'];

for (const broken of BROKEN_FUNCTIONS) {
  test(`queues that get as far as ${broken} leave no connection behind (Postgres)`, async (t) => {
    const { url: databaseUrl, pool } = await testPostgres(t);
    await (await openQueues({ databaseUrl, log })).close();
    await pool.query(`alter function bullmq.${broken} rename to broken`);
    await assert.rejects(openQueues({ databaseUrl, log }), new RegExp(broken));
    const others = `select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    while ((await pool.query(others)).rowCount !== 0) await sleep(10);
  });
}

/** The relay's keys that it takes to begin, without those of its subscriptions. */
const OWN_KEYS = ['nodes', 'node', 'started', 'inbox', 'layout', 'cleanup', 'retained', 'mid'];

/** What a Redis user may do who gets as far as the name says, and no further. */
const LIMITED_USERS = {
  'the relay': ['~*', '+@all', '-eval', '-evalsha'],
  'its subscriptions': ['+@all', ...OWN_KEYS.map((key) => `~*:${key}`), '~*:namespaces'],
};

for (const [refused, rules] of Object.entries(LIMITED_USERS)) {
  test(`queues that are refused ${refused} leave no connection behind (Redis)`, async (t) => {
    const server = await startRedis();
    if (!server) return t.skip('redis-server is not installed');
    const redis = new Redis(server.url);
    t.after(async () => {
      redis.disconnect();
      await server.stop();
    });
    await redis.acl('SETUSER', 'limited', 'on', '>secret', ...rules);
    const url = new URL(server.url);
    Object.assign(url, { username: 'limited', password: 'secret' });
    const opening = openQueues({ databaseUrl: '', redisUrl: url.href, log });
    await assert.rejects(opening, /NOPERM|can't access/);
    const clients = async () => String(await redis.client('LIST'));
    while ((await clients()).includes('user=limited')) await sleep(10);
  });
}
