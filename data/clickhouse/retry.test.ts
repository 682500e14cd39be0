import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../errors.ts';
import { openClickHouse } from './client.ts';
import { runStatement } from './run.ts';

test('a server that comes back is waited for', async (t) => {
  const server = createServer((_, response) => response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  server.close();
  await once(server, 'close');

  const client = openClickHouse(`http://127.0.0.1:${address.port}`);
  t.after(() => client.close());
  const answered = runStatement(client, { query: 'SELECT 1' });
  await sleep(150);
  server.listen(address.port, '127.0.0.1');
  t.after(() => server.close());
  await answered;
});

test('a cancelled statement is not repeated', async (t) => {
  const client = openClickHouse('http://127.0.0.1:1');
  t.after(() => client.close());
  await assert.rejects(
    runStatement(client, { query: 'SELECT 1', signal: AbortSignal.timeout(50) }),
    (error) => error instanceof AppError && error.code === 'cancelled' && !error.retryable,
  );
});

test('a statement that takes too long is sent once, and told in words', async (t) => {
  let asked = 0;
  const silent = createServer(() => {
    asked += 1;
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const client = openClickHouse(`http://127.0.0.1:${port}`, { requestTimeoutMs: 50 });
  t.after(() => client.close());
  t.after(() => silent.close());
  await assert.rejects(
    runStatement(client, { query: 'SELECT 1' }),
    (error) =>
      error instanceof AppError &&
      error.code === 'unavailable' &&
      error.retryable &&
      /took too long.*fewer days or values/.test(error.userMessage),
  );
  assert.equal(asked, 1);
});
