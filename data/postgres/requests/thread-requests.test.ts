import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import { acceptRequest, type Destination, finishRequest, type NewRequest } from './requests.ts';
import { latestOfChannel, latestOfThread } from './thread-requests.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute));

async function openThreads(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const ask = async (
    minute: number,
    destination: Destination | null,
    change: Partial<NewRequest> = {},
  ) => {
    const plan = { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } };
    const asked = { dedupeKey: null, source: 'slack', requestedBy: 'UALICE', text: 'all' } as const;
    const wanted = { ...asked, plan, assumptions: [], destination, ...change };
    return (await acceptRequest(pool, wanted, at(minute))).request.id;
  };
  return { pool, ask };
}

test('a thread carries the latest request in it, its first message included', async (t) => {
  const { pool, ask } = await openThreads(t);
  const thread = { channel: 'C1', threadTs: '1.0' };
  const latest = async () => (await latestOfThread(pool, thread))?.id;
  await ask(0, { channel: 'C1', messageTs: '9.0' });
  await ask(1, { channel: 'C2', messageTs: '1.0' });
  await ask(2, null);
  assert.equal(await latest(), undefined);

  const root = await ask(3, { channel: 'C1', messageTs: '1.0' });
  assert.equal(await latest(), root);
  const reply = await ask(4, { ...thread, messageTs: '2.0' });
  assert.equal(await latest(), reply);

  const stopped = await ask(5, thread);
  assert.equal(await latest(), stopped);
  await finishRequest(pool, stopped, { status: 'cancelled', at: at(6) });
  assert.equal(await latest(), reply);
  await finishRequest(pool, reply, { status: 'failed', failure: 'No.', at: at(6) });
  assert.equal(await latest(), root);
});

test('a channel carries its latest request for a while', async (t) => {
  const { pool, ask } = await openThreads(t);
  const id = await ask(10, { channel: 'D1', messageTs: '1.0' });
  await ask(20, { channel: 'D2', messageTs: '1.0' });
  const latestSince = async (minute: number) =>
    (await latestOfChannel(pool, { channel: 'D1', since: at(minute) }))?.id;
  assert.equal(await latestSince(9), id);
  assert.equal(await latestSince(10), undefined);
});

test('the thread of a request is found by an index', async (t) => {
  const { pool } = await openThreads(t);
  const client = await pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query(
      `explain select id from forecast_request where destination ->> 'channel' = 'C1'
       and coalesce(destination ->> 'threadTs', destination ->> 'messageTs') = '1.0'
       and destination is not null and status in ('answered') order by created_at desc limit 1`,
    );
    assert.match(JSON.stringify(rows), /forecast_request_thread/);
  } finally {
    client.release();
  }
});

test('what a request follows from is kept with it, and must be whole', async (t) => {
  const { pool, ask } = await openThreads(t);
  const parentId = await ask(0, { channel: 'C1' });
  const follows = { parentId, relation: 'breakdown', breakdownBy: 'city' } as const;
  await ask(1, { channel: 'C1', messageTs: '2.0' }, follows);
  const found = await latestOfThread(pool, { channel: 'C1', threadTs: '2.0' });
  const { relation, breakdownBy } = found ?? {};
  assert.deepEqual({ parentId: found?.parentId, relation, breakdownBy }, follows);

  const incomplete = [
    { parentId },
    { relation: 'comparison' as const },
    { parentId, relation: 'breakdown' as const },
    { parentId, relation: 'comparison' as const, breakdownBy: 'city' as const },
  ];
  for (const change of incomplete) await assert.rejects(ask(2, null, change), { code: '23514' });
});
