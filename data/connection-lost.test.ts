import assert from 'node:assert/strict';
import { test } from 'node:test';

import pg from 'pg';

import { isConnectionLost } from './connection-lost.ts';
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

test('codes count wherever they stand among the causes; other errors do not', () => {
  for (const code of ['ECONNRESET', 'EHOSTUNREACH', '57P03', '08006']) {
    assert.ok(isConnectionLost(new Error('outer', { cause: withCode(code) })), code);
  }
  for (const error of [withCode('23505'), withCode('0800'), new Error('timeout'), 'ECONNRESET']) {
    assert.ok(!isConnectionLost(error));
  }
});
