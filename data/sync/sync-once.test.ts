import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { openClickHouse } from '../clickhouse/client.ts';
import { readDataOrigin } from '../clickhouse/queries/data-origin.ts';
import { generateHistory } from '../generate/generate-history.ts';
import { readDefaultProfile } from '../generate/profile.ts';
import { acceptLiveRequests } from '../postgres/live-requests.ts';
import {
  historyTotals,
  liveRequest,
  liveTotals,
  openLiveStores,
  settled,
  WON,
} from '../testing/live.ts';
import { hasBacklog, planExtent } from './extent.ts';
import { removeSynced } from './remove-synced.ts';
import { syncLag } from './sync-lag.ts';
import { syncOnce } from './sync-once.ts';

const requests = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) =>
    liveRequest(`request ${from + n}`, {
      country: `country ${(from + n) % 7}`,
      age: (from + n) % 50,
    }),
  );

async function openSync(t: TestContext) {
  const stores = await openLiveStores(t);
  const { pool, clickhouse } = stores;
  const sync = async (options: { maxRows?: number; maxExtents?: number } = {}) => {
    await settled(pool);
    return syncOnce({ ...stores, ...options });
  };
  const accept = (from: number, to: number) => acceptLiveRequests(pool, requests(from, to));
  /** Both stores hold the same. */
  const assertInStep = async () => {
    assert.equal(await hasBacklog(pool), false);
    assert.deepEqual(await historyTotals(clickhouse), await liveTotals(pool));
  };
  return { ...stores, sync, accept, assertInStep };
}

test('changes of every kind reach the history, in extents of any size', async (t) => {
  const { pool, clickhouse, sync, accept, assertInStep } = await openSync(t);
  assert.deepEqual(await sync(), { synced: 0, refused: 0 });
  await accept(0, 40);
  assert.deepEqual(await sync({ maxRows: 7, maxExtents: 2 }), { synced: 14, refused: 0 });
  assert.deepEqual(await sync({ maxRows: 7 }), { synced: 26, refused: 0 });
  await assertInStep();
  await acceptLiveRequests(pool, [liveRequest('request 3', WON)]);
  await pool.query(`delete from live_request where request_id = 'request 4'`);
  assert.deepEqual(await sync(), { synced: 3, refused: 0 });
  await assertInStep();
  const [request] = await acceptAndRead();
  assert.equal(request?.user, '18446744073709551615');

  async function acceptAndRead() {
    const result = await clickhouse.query({
      query: 'SELECT user, floorCpm FROM request LIMIT 1',
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    return result.json<{ user: string }>();
  }
});

test('texts that hold what JSON and SQL are written with arrive unharmed', async (t) => {
  const { pool, sync, assertInStep } = await openSync(t);
  const site = `'"\\ \n\t\u0001 {} \${x} 日本 🦆 \u2028`;
  await acceptLiveRequests(pool, [liveRequest(site, { site, category: [site, '', 'a,b'] })]);
  await sync();
  await assertInStep();
});

test('a transaction that runs long delays what began after it, and loses nothing', async (t) => {
  const { sync, accept, assertInStep, ...stores } = await openSync(t);
  const { pool } = stores;
  const slow = await pool.connect();
  t.after(() => slow.release());
  await slow.query('begin');
  await acceptLiveRequests(slow, [liveRequest('slow')]);
  await accept(0, 5);
  assert.equal((await syncOnce(stores)).synced, 0);
  const lag = await syncLag(pool);
  assert.equal(lag.backlog, 5);
  assert.equal(lag.heldBack, 5);
  assert.ok(lag.heldBackMs !== null && lag.oldestWaitMs !== null);
  assert.ok(lag.heldBackMs >= lag.oldestWaitMs, 'the transaction is older than what it holds');
  await slow.query('commit');
  assert.equal((await sync()).synced, 6);
  await assertInStep();
});

test('after a crash between insert and cursor the same extent is sent, not a longer one', async (t) => {
  const { pool, sync, accept, assertInStep } = await openSync(t);
  await accept(0, 10);
  await pool.query(`
    create function crash() returns trigger language plpgsql as
      $$ begin raise exception 'crashed before the cursor moved'; end $$;
    create trigger crash before update on sync_state for each row
      when (new.until_xid is null) execute function crash()`);
  await assert.rejects(sync(), /crashed/);
  await accept(10, 25);
  await pool.query(`delete from live_request where request_id = 'request 1'`);
  await assert.rejects(sync(), /crashed/);
  await pool.query('drop trigger crash on sync_state');
  assert.equal((await sync()).synced, 10 + 15 + 1);
  await assertInStep();
});

test('two syncs at once do the work once', async (t) => {
  const { sync, accept, assertInStep } = await openSync(t);
  await accept(0, 30);
  const passes = await Promise.all([sync({ maxRows: 4 }), sync({ maxRows: 4 }), sync()]);
  assert.equal(
    passes.reduce((sum, { synced }) => sum + synced, 0),
    30,
  );
  await assertInStep();
});

test('a change that ClickHouse refuses is put aside, and the others go on', async (t) => {
  const { pool, clickhouse, sync, accept } = await openSync(t);
  await accept(0, 9);
  await pool.query(`insert into outbox (row) values ('{"date": "some day"}'), ('{"age": [1]}')`);
  await accept(9, 20);
  assert.deepEqual(await sync(), { synced: 20, refused: 2 });
  assert.deepEqual(await historyTotals(clickhouse), await liveTotals(pool));
  const { refused, backlog } = await syncLag(pool);
  assert.deepEqual({ refused, backlog }, { refused: 2, backlog: 0 });
  const { rows } = await pool.query('select reason from outbox_refused');
  for (const { reason } of rows) assert.match(reason, /^[A-Z_]+$/);
});

test('where ClickHouse is broken nothing is put aside, and nothing is lost', async (t) => {
  const { pool, log, sync, accept, assertInStep } = await openSync(t);
  await accept(0, 5);
  const clickhouse = openClickHouse('http://127.0.0.1:1');
  t.after(() => clickhouse.close());
  await settled(pool);
  const signal = AbortSignal.timeout(150);
  await assert.rejects(syncOnce({ pool, clickhouse, log, signal }), { code: 'cancelled' });
  assert.equal((await syncLag(pool)).refused, 0);
  await sync();
  await assertInStep();
});

test('a sync that is stopped between two extents says so, and the next one goes on', async (t) => {
  const { pool, sync, accept, assertInStep, ...stores } = await openSync(t);
  await accept(0, 5);
  await settled(pool);
  const signal = AbortSignal.abort();
  await assert.rejects(syncOnce({ pool, ...stores, signal }), { code: 'cancelled' });
  await assert.rejects(removeSynced({ pool, graceMs: 0, now: new Date(), signal }), {
    code: 'cancelled',
  });
  assert.equal((await sync()).synced, 5);
  await assertInStep();
});

test('live requests make demo data mixed, until other demo data take their place', async (t) => {
  const { clickhouse: client, sync, accept } = await openSync(t);
  const profile = await readDefaultProfile();
  const demo = { client, profile, seed: 7, rows: 100, days: 2, lastDay: '2026-11-21' };
  await generateHistory(demo);
  await sync();
  assert.equal(await readDataOrigin(client), 'generated');
  await accept(0, 2);
  await sync({ maxRows: 1 });
  assert.equal(await readDataOrigin(client), 'mixed');
  await generateHistory({ ...demo, replace: true });
  assert.equal(await readDataOrigin(client), 'generated');
});

test('requests leave once they are in the history and their grace is over', async (t) => {
  const { pool, clickhouse, sync, accept } = await openSync(t);
  await accept(0, 10);
  const inAnHour = new Date(Date.now() + 3_600_000);
  const remove = (graceMs: number) => removeSynced({ pool, graceMs, now: inAnHour });
  assert.equal(await remove(0), 0, 'they are not in the history yet');
  await sync();
  const history = await historyTotals(clickhouse);
  assert.equal(await remove(2 * 3_600_000), 0, 'they are too young');
  await acceptLiveRequests(pool, [liveRequest('request 0', WON)]);
  assert.equal(await remove(0), 9, 'one has an outcome that is not in the history yet');
  assert.equal((await sync()).synced, 2);
  assert.equal(await remove(0), 1);
  assert.equal((await sync()).synced, 0);
  assert.equal((await historyTotals(clickhouse)).size, history.size);
});

test('without a backlog there is no lag, and a large one is estimated', async (t) => {
  const { pool, sync, accept } = await openSync(t);
  const none = { backlog: 0, oldestWaitMs: null, heldBack: 0, heldBackMs: null, refused: 0 };
  assert.deepEqual(await syncLag(pool), { ...none, lastSyncedAt: null });
  await accept(0, 1);
  await sync();
  const { lastSyncedAt, ...lag } = await syncLag(pool);
  assert.deepEqual(lag, none);
  assert.ok(lastSyncedAt instanceof Date);
  await pool.query(`insert into outbox (row) select '{}' from generate_series(1, 10500)`);
  assert.equal((await syncLag(pool)).backlog, 10_500);
});

test('a stored extent whose changes somebody has deleted does not stand in the way of others', async (t) => {
  const { pool, clickhouse, sync, accept } = await openSync(t);
  await accept(0, 5);
  await settled(pool);
  await planExtent(pool, { maxRows: 5, maxBytes: 1_000_000 });
  await pool.query('delete from outbox');
  await accept(5, 8);
  assert.equal((await sync()).synced, 3);
  assert.equal((await historyTotals(clickhouse)).size, 3);
});

test('a database restored from a dump, where transactions are counted anew, goes on', async (t) => {
  const { pool, sync, accept, assertInStep } = await openSync(t);
  await accept(0, 5);
  await sync();
  await accept(5, 10);
  await settled(pool);
  await planExtent(pool, { maxRows: 3, maxBytes: 1_000_000 });
  const later = (xid: string) => `${xid} = (${xid}::text::bigint + 1000000)::text::xid8`;
  await pool.query(`update live_request set ${later('xid')}`);
  await pool.query(`update outbox set ${later('xid')}`);
  await pool.query(`update sync_state set ${later('xid')}, ${later('until_xid')}`);
  await accept(10, 15);
  assert.equal((await sync()).synced, 3, 'the stored extent goes first as it is');
  assert.equal((await sync()).synced, 7);
  await assertInStep();
  const inAnHour = new Date(Date.now() + 3_600_000);
  assert.equal(await removeSynced({ pool, graceMs: 0, now: inAnHour }), 15);
});
