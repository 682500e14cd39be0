import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';

import { createClient } from '@clickhouse/client';
import { Redis } from 'ioredis';
import pg from 'pg';

import { isConnectionLost, isPoolFull, isTooLate } from './connection-lost.ts';
import { freePort } from './embedded/free-port.ts';
import { testPostgres } from './testing/databases.ts';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => assert.fail('it should have failed'),
    (error: unknown) => error,
  );

const withCode = (code: string) => Object.assign(new Error('no'), { code });

test('a server that is not there is a lost connection', async () => {
  const port = await freePort();
  for (const host of ['127.0.0.1', 'localhost']) {
    const client = new pg.Client({ host, port });
    assert.ok(isConnectionLost(await failureOf(client.connect())), host);
    assert.ok(isConnectionLost(await failureOf(fetch(`http://${host}:${port}`))), host);
  }
});

test('so is one that goes away, for the query it was at and for the next', async (t) => {
  const { url, pool } = await testPostgres(t);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  const suicide = client.query('select pg_terminate_backend(pg_backend_pid())');
  assert.ok(isConnectionLost(await failureOf(suicide)));
  await ended;
  assert.ok(isConnectionLost(await failureOf(client.query('select 1'))));
  assert.ok(!isConnectionLost(await failureOf(pool.query('select 1 / 0'))));
});

test('a Redis that is not there is a lost connection, tried again or not', async (t) => {
  const port = await freePort();
  for (const retryStrategy of [() => 1, () => null]) {
    const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy });
    redis.on('error', () => undefined);
    t.after(() => redis.disconnect());
    const error = await failureOf(redis.ping());
    assert.ok(isConnectionLost(error), String(error));
  }
});

test('a ClickHouse that is asked and does not answer is late, and not lost', async (t) => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const client = createClient({ url: `http://127.0.0.1:${port}`, request_timeout: 20 });
  t.after(() => client.close());
  const error = await failureOf(client.query({ query: 'SELECT 1' }));
  assert.ok(isTooLate(error) && !isConnectionLost(error), String(error));
});

test('codes count wherever they stand among the causes; other errors do not', () => {
  for (const code of ['ECONNRESET', 'EHOSTUNREACH', '57P03', '08006']) {
    assert.ok(isConnectionLost(new Error('outer', { cause: withCode(code) })), code);
  }
  for (const error of [withCode('23505'), withCode('0800'), new Error('timeout'), 'ECONNRESET']) {
    assert.ok(!isConnectionLost(error));
  }
});

test('a pool that is used up is told from a server that is away; a query that hangs is not', async (t) => {
  const { url } = await testPostgres(t);
  const options = { connectionString: url, connectionTimeoutMillis: 1_000, max: 1 };
  const pool = new pg.Pool({ ...options, query_timeout: 10 });
  t.after(() => pool.end());
  const stuck = await pool.connect();
  const full = await failureOf(pool.connect());
  assert.ok(isPoolFull(full) && isConnectionLost(full));
  const late = await failureOf(stuck.query('select pg_sleep(1)'));
  stuck.release(true);
  assert.ok(isConnectionLost(late) && !isPoolFull(late));
});
