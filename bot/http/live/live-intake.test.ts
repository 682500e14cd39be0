import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { freePort } from '../../../data/embedded/free-port.ts';
import { openPostgres } from '../../../data/postgres/client.ts';
import { acceptLiveRequests } from '../../../data/postgres/live-requests.ts';
import { migratePostgres } from '../../../data/postgres/migrate.ts';
import { testPostgres } from '../../../data/testing/databases.ts';
import { bidRequest, read, runningApi, send } from '../testing/running-api.ts';

const log = pino({ level: 'silent' });

/** The interface with live requests stored in the Postgres at `url`. */
function apiOn(t: TestContext, url: string) {
  const pool = openPostgres({ url, log });
  t.after(() => pool.end());
  return runningApi(t, {
    openIntake: () => ({ read, accept: (requests) => acceptLiveRequests(pool, requests) }),
  });
}

const lines = (...ids: string[]) => ids.map((id) => JSON.stringify(bidRequest(id))).join('\n');

test('what was answered is stored, once, however many send it at once', async (t) => {
  const { url, pool } = await testPostgres(t);
  await migratePostgres(pool);
  const api = await apiOn(t, url);
  const body = lines('a', 'b', 'a');
  const answers = await Promise.all([1, 2, 3].map(() => send(api, body)));
  const receipts = await Promise.all(
    answers.map(async (answer) => JSON.parse(await answer.text())),
  );
  assert.equal(
    receipts.reduce((sum, { accepted }) => sum + accepted, 0),
    2,
  );
  const { rows } = await pool.query('select request_id from live_request order by 1');
  assert.deepEqual(rows, [{ request_id: 'a' }, { request_id: 'b' }]);
});

test('a request that Postgres refuses costs its own line only', async (t) => {
  const { url, pool } = await testPostgres(t);
  await migratePostgres(pool);
  await pool.query(`alter table live_request add check (request_id <> 'cursed')`);
  const api = await apiOn(t, url);
  const response = await send(api, lines('a', 'b', 'cursed', 'c', 'd'));
  const { accepted, firstRejected } = JSON.parse(await response.text());
  assert.equal(accepted, 4);
  assert.deepEqual(firstRejected, [{ line: 3, reason: 'cannot be stored' }]);
});

test('without Postgres the answer is: later', async (t) => {
  const api = await apiOn(t, `postgres://nobody@127.0.0.1:${await freePort()}/none`);
  const response = await send(api, lines('a'));
  assert.equal(response.status, 503);
  assert.equal(response.headers.get('retry-after'), '5');
});

// A standby, a server that is full, one without memory, and a deadlock.
for (const sqlState of ['25006', '53300', '53200', '40P01']) {
  test(`where Postgres answers ${sqlState} the answer is: later`, async (t) => {
    const { pool } = await testPostgres(t);
    const raise = `do $$ begin raise exception using errcode = '${sqlState}'; end $$`;
    const accept = async () => {
      await pool.query(raise);
      return { accepted: 0, updated: 0, duplicates: 0 };
    };
    const api = await runningApi(t, { openIntake: () => ({ read, accept }) });
    const response = await send(api, lines('a'));
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '5');
    assert.match(JSON.parse(await response.text()).detail, /The database .*Try again/);
  });
}
