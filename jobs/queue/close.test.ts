import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { Worker } from 'bullmq';
import { pino } from 'pino';

import { testPostgres } from '../../data/testing/databases.ts';
import { BullQueues } from './bull-queues.ts';
import { connectPostgres } from './connection.ts';
import { openJobRelay } from './relay.ts';

const log = pino({ level: 'silent' });
const processor = { handler: async () => {}, timeoutMs: 5_000 };

/** What queues on Postgres are made of, and how often its connection was closed. */
async function openParts(t: TestContext) {
  const { url } = await testPostgres(t);
  const connection = await connectPostgres(url, log);
  const settings = { prefix: 'test', log, onAttempt: undefined };
  const relay = await openJobRelay(connection, settings);
  const close = t.mock.method(connection, 'close');
  return { parts: { connection, relay, ...settings }, close };
}

test('what closes badly keeps nothing else open', async (t) => {
  const { parts, close } = await openParts(t);
  const queues = new BullQueues(parts);
  await queues.startWorker('sync', { processor, concurrency: 1 });
  await queues.schedule({ name: 'sync' }, 60_000);
  const broken = () => Promise.reject(new Error('broken'));
  t.mock.method(Worker.prototype, 'pause', broken);
  const workerClose = t.mock.method(Worker.prototype, 'close');
  const { relay } = parts;
  t.mock.method(relay, 'close', async () => relay.close().then(broken), { times: 1 });
  await queues.close();
  assert.equal(workerClose.mock.callCount(), 1);
  assert.equal(close.mock.callCount(), 1);
});

test('a worker that cannot begin is not left to go on', async (t) => {
  const { parts } = await openParts(t);
  const queues = new BullQueues(parts);
  await parts.relay.close();
  await parts.connection.close();
  const close = t.mock.method(Worker.prototype, 'close');
  const starting = queues.startWorker('sync', { processor, concurrency: 1 });
  await assert.rejects(starting, /pool/);
  assert.equal(close.mock.callCount(), 1);
});
