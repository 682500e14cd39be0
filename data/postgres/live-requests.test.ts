import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type pg from 'pg';

import type { LiveRequest } from '../live-request.ts';
import type { RequestRow } from '../request-row.ts';
import { removeSynced } from '../sync/remove-synced.ts';
import { testPostgres } from '../testing/databases.ts';
import { liveRequest, settled, WON } from '../testing/live.ts';
import { acceptLiveRequests } from './live-requests.ts';
import { migratePostgres } from './migrate.ts';

async function openLive(t: TestContext): Promise<pg.Pool> {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  return pool;
}

/** What waits for ClickHouse: count and price paid of each change, in order. */
async function outbox(pool: pg.Pool) {
  const { rows } = await pool.query<{ row: RequestRow }>(
    'select row from outbox order by xid, seq',
  );
  return rows.map(({ row }) => row);
}

const changes = async (pool: pg.Pool) =>
  (await outbox(pool)).map(({ count, clearingCpm }) => [count, clearingCpm]);

test('a request is taken once, and reaches the outbox as it is', async (t) => {
  const pool = await openLive(t);
  const request = liveRequest('a');
  assert.deepEqual(await acceptLiveRequests(pool, []), { accepted: 0, updated: 0, duplicates: 0 });
  for (const [accepted, duplicates] of [
    [1, 0],
    [0, 1],
  ]) {
    const counts = await acceptLiveRequests(pool, [request]);
    assert.deepEqual(counts, { accepted, updated: 0, duplicates });
  }
  assert.deepEqual(await outbox(pool), [request.row]);
});

test('an outcome changes the request, and no repeat without one takes it back', async (t) => {
  const pool = await openLive(t);
  const open = liveRequest('a');
  const won = liveRequest('a', WON);
  const dearer = liveRequest('a', { ...WON, clearingCpm: 3 });
  const updated = async (request: LiveRequest) =>
    (await acceptLiveRequests(pool, [request])).updated;
  assert.equal(await updated(open), 0);
  for (const [request, expected] of [
    [won, 1],
    [won, 0],
    [open, 0],
    [dearer, 1],
  ] as const) {
    assert.equal(await updated(request), expected);
  }
  const expected = [
    [1, 0],
    [-1, 0],
    [1, 2.5],
    [-1, 2.5],
    [1, 3],
  ];
  assert.deepEqual(await changes(pool), expected);
});

test('of repeats in one batch the last outcome counts', async (t) => {
  const pool = await openLive(t);
  const batch = [
    liveRequest('a'),
    liveRequest('a', WON),
    liveRequest('a', { ...WON, clearingCpm: 4 }),
    liveRequest('a'),
    { ...liveRequest('a', { count: 2 }), impId: '2' },
  ];
  const counts = await acceptLiveRequests(pool, batch);
  assert.deepEqual(counts, { accepted: 2, updated: 0, duplicates: 3 });
  assert.deepEqual((await changes(pool)).sort(), [
    [1, 4],
    [2, 0],
  ]);
});

test('ids that run together the same way are told apart', async (t) => {
  const pool = await openLive(t);
  const ids = [
    ['ab', 'c'],
    ['a', 'bc'],
    ['1:ab', 'c'],
    ['1', ':abc'],
  ] as const;
  const batch = ids.map(([requestId, impId]) => ({ ...liveRequest(requestId), impId }));
  assert.equal((await acceptLiveRequests(pool, batch)).accepted, ids.length);
});

test('hostile texts are stored as they are, without what Postgres cannot hold', async (t) => {
  const pool = await openLive(t);
  const site = `'; drop table live_request; -- \\ " \n {} $1 日本 🦆`;
  const category = ['a,b', '{"c"}', 'null', ''];
  await acceptLiveRequests(pool, [liveRequest(site, { site, category, city: 'a\0b\ud800' })]);
  const [row] = await outbox(pool);
  assert.deepEqual([row?.site, row?.category, row?.city], [site, category, 'ab\ufffd']);
});

test('what ClickHouse could not hold is refused, and nothing of its batch is stored', async (t) => {
  const pool = await openLive(t);
  const bad: [what: string, change: Partial<RequestRow>][] = [
    ['a day that does not exist', { date: '2026-02-30' }],
    ['a day too late for ClickHouse', { date: '2149-06-07' }],
    ['an hour too many', { hour: 24 }],
    ['an age over a byte', { age: 256 }],
    ['a user over 64 bits', { user: '18446744073709551616' }],
    ['a user below zero', { user: '-1' }],
    ['a count of nothing', { count: 0 }],
    ['a price without end', { floorCpm: Number.POSITIVE_INFINITY }],
    ['a price below zero', { clearingCpm: -1 }],
    ['a currency that is none', { floorCurrency: 'dollar' }],
    ['an outcome of its own', { won: 2 }],
    ['a very long value', { site: 'x'.repeat(1_001) }],
    ['a hole in a list', { category: [null as unknown as string] }],
  ];
  for (const [what, change] of bad) {
    const batch = [liveRequest('good'), liveRequest('bad', change)];
    await assert.rejects(acceptLiveRequests(pool, batch), { code: 'bad_input' }, what);
  }
  assert.deepEqual(await outbox(pool), []);
});

test('what is changed or deleted by hand reaches the outbox, and nothing else does', async (t) => {
  const pool = await openLive(t);
  await acceptLiveRequests(pool, [liveRequest('a', { count: 7 }), liveRequest('b')]);
  await pool.query('delete from outbox');
  const changed = async (sql: string) => {
    await pool.query(sql);
    const rows = await outbox(pool);
    await pool.query('delete from outbox');
    return rows.map(({ count, os }) => `${count} ${os}`).sort();
  };
  assert.deepEqual(await changed('update live_request set received_at = now(), os = os'), []);
  const update = `update live_request set os = 'android' where request_id = 'a'`;
  assert.deepEqual(await changed(update), ['-7 ios', '7 android']);
  assert.deepEqual(await changed(`update live_request set request_id = 'c' where os = 'ios'`), []);
  assert.deepEqual(await changed('delete from live_request'), ['-1 ios', '-7 android']);
  await assert.rejects(pool.query('truncate live_request'), /use delete/);
});

test('a request that is sent again after its row has left is known for a day', async (t) => {
  const pool = await openLive(t);
  const send = () => acceptLiveRequests(pool, [liveRequest('a')]);
  const removeAfter = (hours: number) =>
    removeSynced({ pool, graceMs: 3_600_000, now: new Date(Date.now() + hours * 3_600_000) });
  await send();
  await pool.query('delete from outbox');
  await settled(pool);
  assert.equal(await removeAfter(0.9), 0);
  assert.equal(await removeAfter(1.1), 1);
  assert.deepEqual(await outbox(pool), []);
  assert.equal((await send()).duplicates, 1);
  await removeAfter(24.1);
  assert.equal((await send()).accepted, 1);
});

test('what is inserted by hand is known too, and comes in once only', async (t) => {
  const pool = await openLive(t);
  await acceptLiveRequests(pool, [liveRequest('a')]);
  const insert = (id: string) =>
    pool.query(
      `insert into live_request select (copy).* from (
         select jsonb_populate_record(live, jsonb_build_object('request_id', $1::text)) as copy
         from live_request live limit 1
       ) as copies`,
      [id],
    );
  const leave = (id: string) => pool.query('delete from live_request where request_id = $1', [id]);
  await insert('b');
  await leave('b');
  assert.equal((await acceptLiveRequests(pool, [liveRequest('b')])).duplicates, 1);
  await assert.rejects(insert('b'), { code: '23505', message: /taken in before/ });
  await assert.rejects(insert('a'), { code: '23505' }, 'its row is still here');
  assert.deepEqual(await changes(pool), [
    [1, 0],
    [1, 0],
    [-1, 0],
  ]);
});

test('eight writers of the same requests store each once, without a deadlock', async (t) => {
  const pool = await openLive(t);
  const ids = Array.from({ length: 60 }, (_, n) => `request ${(n * 37) % 60}`);
  const batchOf = (writer: number) =>
    ids
      .toSorted((a, b) => (a < b ? -1 : 1) * (writer % 2 === 0 ? 1 : -1))
      .map((id) => liveRequest(id, writer < 4 ? {} : { ...WON, clearingCpm: writer }));
  const total = { accepted: 0, updated: 0, duplicates: 0 };
  for (let round = 0; round < 5; round += 1) {
    const sent = Array.from({ length: 8 }, (_, n) =>
      acceptLiveRequests(pool, batchOf((n + round) % 8)),
    );
    for (const { accepted, updated, duplicates } of await Promise.all(sent)) {
      total.accepted += accepted;
      total.updated += updated;
      total.duplicates += duplicates;
    }
  }
  assert.equal(total.accepted, ids.length);
  assert.equal(total.accepted + total.updated + total.duplicates, ids.length * 8 * 5);
  const rows = await outbox(pool);
  assert.equal(
    rows.reduce((sum, { count }) => sum + count, 0),
    ids.length,
  );
  assert.equal(rows.length, total.accepted + 2 * total.updated);
});
