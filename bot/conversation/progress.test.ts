import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { acceptRequest, finishRequest } from '../../data/postgres/requests/requests.ts';
import { Semaphore } from '../../data/semaphore.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import { FORECAST_STEPS } from '../../jobs/contract.ts';
import { testMessenger } from '../testing/messenger.ts';
import { ProgressBoard } from './progress.ts';

const [waiting, reading, forecasting] = FORECAST_STEPS;
const PLAN = { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } };

/** A watched request, a board, and what the board has published, in order. */
async function watchedRequest(t: TestContext, { intervalMs = 0 } = {}) {
  const { pool: db } = await testPostgres(t);
  await migratePostgres(db);
  const { request } = await acceptRequest(db, { ...ASKED, plan: PLAN }, new Date());
  const published: string[] = [];
  const messenger = testMessenger(async (_, { text }) => {
    published.push(text);
    return { messageTs: '1.1' };
  });
  const log = pino({ level: 'silent' });
  const board = new ProgressBoard({ db, messenger, log, intervalMs, updateGate: new Semaphore(2) });
  t.after(() => board.close());
  board.watch({ id: request.id, channel: 'C1' });
  const hear = (step: string) =>
    board.hear({
      job: { name: 'forecast', requestId: request.id },
      progress: { step, fraction: null },
    });
  return { db, requestId: request.id, board, published, hear };
}

const ASKED = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'everyone',
  assumptions: [],
  destination: { channel: 'C1', messageTs: '1.1' },
} as const;

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(5);
}

test('many steps in a short time become few updates, and the last one is shown', async (t) => {
  const { published, hear } = await watchedRequest(t, { intervalMs: 20 });
  hear(waiting);
  for (let time = 0; time < 50; time += 1) hear(reading);
  hear(forecasting);
  await until(() => published.length === 2);
  assert.match(published[0] ?? '', new RegExp(`${waiting}.*still learning`));
  assert.match(published[1] ?? '', new RegExp(forecasting));
  assert.doesNotMatch(published[1] ?? '', /still learning/);
});

test('progress that comes after the end is not shown', async (t) => {
  const { db, requestId, board, published, hear } = await watchedRequest(t);
  await finishRequest(db, requestId, { status: 'cancelled', at: new Date() });
  hear(reading);
  await board.close();
  assert.deepEqual(published, []);
});

test('a forgotten request is left alone', async (t) => {
  const { requestId, board, published, hear } = await watchedRequest(t);
  board.forget(requestId);
  hear(reading);
  await board.close();
  assert.deepEqual(published, []);
});
