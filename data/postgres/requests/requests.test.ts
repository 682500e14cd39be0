import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import {
  acceptRequest,
  findRequest,
  finishRequest,
  type NewRequest,
  type Outcome,
  setRequestMessage,
  startRequest,
} from './requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T10:01:00Z');

const ANSWERED: Outcome = {
  status: 'answered',
  result: { refused: { reason: 'Too few requests.', needed: 'A wider targeting.' } },
  historyOrigin: 'observed',
};

const slackRequest = (change: Partial<NewRequest> = {}): NewRequest => ({
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'women on iOS',
  plan: {
    targeting: { gender: ['female'], os: { include: ['ios'] } },
    flight: { start: '2026-11-23', end: '2026-12-06' },
  },
  assumptions: ['everywhere'],
  destination: { channel: 'C1' },
  ...change,
});

async function openRequests(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const accept = async (change: Partial<NewRequest> = {}) =>
    (await acceptRequest(pool, slackRequest(change), NOW)).request;
  return { pool, accept };
}

test('a request is read back as it was accepted', async (t) => {
  const { pool, accept } = await openRequests(t);
  const request = await accept();
  assert.deepEqual(await findRequest(pool, request.id), request);
  assert.equal(request.status, 'accepted');
  assert.deepEqual(request.plan, slackRequest().plan);
  assert.equal(await findRequest(pool, randomUUID()), undefined);
});

test('the same event accepted many times at once is one request', async (t) => {
  const { pool } = await openRequests(t);
  const repeats = Array.from({ length: 8 }, () =>
    acceptRequest(pool, slackRequest({ dedupeKey: 'event Ev1' }), NOW),
  );
  const accepted = await Promise.all(repeats);
  assert.equal(accepted.filter(({ isNew }) => isNew).length, 1);
  assert.equal(new Set(accepted.map(({ request }) => request.id)).size, 1);
});

test('without a key, asking twice is two requests', async (t) => {
  const { accept } = await openRequests(t);
  assert.notEqual((await accept()).id, (await accept()).id);
});

test('hostile text is stored, without what Postgres cannot hold', async (t) => {
  const { accept } = await openRequests(t);
  const text = "'); drop table forecast_request; -- \u0000 \ud800 $1";
  const request = await accept({ text, assumptions: [text] });
  assert.equal(request.text, "'); drop table forecast_request; --  \ufffd $1");
  assert.deepEqual(request.assumptions, [request.text]);
});

test('of outcomes at once the first wins, and no other changes it', async (t) => {
  const { pool, accept } = await openRequests(t);
  const { id } = await accept();
  const outcomes: Outcome[] = [
    ANSWERED,
    { status: 'failed', failure: 'Broken.' },
    { status: 'cancelled' },
  ];
  const won = await Promise.all(
    outcomes.map((outcome) => finishRequest(pool, id, { ...outcome, at: LATER })),
  );
  assert.equal(won.filter(Boolean).length, 1);
  const request = await findRequest(pool, id);
  assert.equal(request?.status, outcomes[won.indexOf(true)]?.status);
  assert.deepEqual(request?.finishedAt, LATER);
});

test('an open request can be started again, an ended one cannot', async (t) => {
  const { pool, accept } = await openRequests(t);
  const request = await accept();
  const { id } = request;
  const running = { ...request, status: 'running' };
  assert.deepEqual(await startRequest(pool, id), running);
  assert.deepEqual(await startRequest(pool, id), running);
  await finishRequest(pool, id, { status: 'cancelled', at: LATER });
  assert.equal(await startRequest(pool, id), undefined);
});

test('the placeholder is remembered with the destination', async (t) => {
  const { pool, accept } = await openRequests(t);
  const { id } = await accept({ destination: { channel: 'C1', threadTs: '1.0' } });
  await setRequestMessage(pool, id, '2.0');
  const request = await findRequest(pool, id);
  assert.deepEqual(request?.destination, { channel: 'C1', threadTs: '1.0', messageTs: '2.0' });
});

test('a request that another version stored is refused in words for people', async (t) => {
  const { pool, accept } = await openRequests(t);
  const { id } = await accept();
  await pool.query(`update forecast_request set plan = '{"targeting": {"shoeSize": [42]}}'`);
  await assert.rejects(findRequest(pool, id), { code: 'conflict', message: /Ask anew/ });
  assert.equal(
    await finishRequest(pool, id, { status: 'failed', failure: 'No.', at: LATER }),
    true,
  );
});
