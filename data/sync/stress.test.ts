import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import { pino } from 'pino';

import { openClickHouse } from '../clickhouse/client.ts';
import { migrateClickHouse } from '../clickhouse/migrate.ts';
import type { EmbeddedServer } from '../embedded/child.ts';
import { startClickHouse } from '../embedded/clickhouse.ts';
import { freePort } from '../embedded/free-port.ts';
import { inTransaction } from '../postgres/client.ts';
import { acceptLiveRequests } from '../postgres/live-requests.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { seededRandom } from '../random.ts';
import { testPostgres } from '../testing/databases.ts';
import { historyTotals, liveRequest, liveTotals, WON } from '../testing/live.ts';
import { hasBacklog } from './extent.ts';
import { removeSynced } from './remove-synced.ts';
import { syncOnce } from './sync-once.ts';

const SYNCER = new URL('../testing/syncer-process.ts', import.meta.url);
const WRITERS = 8;
const KEYS = 3_000;
const KILLS = 7;
const log = pino({ level: 'silent' });

/** A ClickHouse of the test's own, which can be killed and comes back with its data. */
async function ownClickHouse(t: TestContext) {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-stress-'));
  const start = (port: number) =>
    startClickHouse({ dir: join(dir, 'data'), port, password: 'secret', log });
  const port = await freePort();
  let server: EmbeddedServer = await start(port);
  const { url } = server;
  const client = openClickHouse(url);
  t.after(async () => {
    await client.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });
  await migrateClickHouse(client, { withLock: (work) => work() });
  const crash = async () => {
    process.kill(server.pids[0] as number, 'SIGKILL');
    await server.exited;
    server = await start(port);
  };
  return { url, client, crash };
}

/** Keeps what leaves, so that everything that was ever accepted can be counted at the end. */
const ARCHIVE = `
  create table archive (like live_request);
  create function keep_leaving() returns trigger language plpgsql as $$
    begin insert into archive select old.*; return null; end $$;
  create trigger live_request_kept after delete on live_request for each row
    when (current_setting('ducky.leaving', true) = 'on') execute function keep_leaving()`;

/** One writer: transactions of every kind on keys that all writers share, until the signal fires. */
async function write(pool: pg.Pool, seed: number, enough: AbortSignal): Promise<void> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const someRequests = () =>
    Array.from({ length: 1 + below(6) }, () => {
      const key = below(KEYS);
      const outcome = random() < 0.3 ? { ...WON, clearingCpm: below(9) / 10 } : {};
      return liveRequest(`request ${key}`, {
        date: `2026-${random() < 0.5 ? '10' : '11'}-1${key % 5}`,
        country: `country ${key % 3}`,
        user: String(key % 50),
        ...outcome,
      });
    });
  const changeOne = [
    `update live_request set os = case os when 'ios' then 'android' else 'ios' end where request_id = $1`,
    'delete from live_request where request_id = $1',
  ];
  while (!enough.aborted) {
    await sleep(below(20));
    await inTransaction(pool, async (client) => {
      const sql = changeOne[below(6)];
      if (sql) await client.query(sql, [`request ${below(KEYS)}`]);
      else await acceptLiveRequests(client, someRequests());
      if (random() < 0.2) await sleep(below(60));
      if (random() < 0.15) throw new Error('rolled back');
    }).catch((error: Error) => assert.equal(error.message, 'rolled back'));
  }
}

/** Kills a syncer soon after it has come to work, again and again. */
async function killSyncers(urls: string[]): Promise<number> {
  let synced = 0;
  for (let killed = 0; killed < KILLS; killed += 1) {
    const child = fork(SYNCER, urls, { execArgv: [], env: {} });
    child.on('message', (changes: number) => {
      synced += changes;
    });
    const exited = once(child, 'exit');
    await Promise.race([once(child, 'message'), exited]);
    await sleep(50 * (killed % 7));
    child.kill('SIGKILL');
    await exited;
  }
  return synced;
}

async function crashRepeatedly(crash: () => Promise<void>, enough: AbortSignal): Promise<number> {
  let crashes = 0;
  while (!enough.aborted) {
    await sleep(2_500);
    await crash();
    crashes += 1;
  }
  return crashes;
}

async function removeRepeatedly(pool: pg.Pool, enough: AbortSignal): Promise<void> {
  while (!enough.aborted) {
    await removeSynced({ pool, graceMs: 1_500, now: new Date() });
    await sleep(100);
  }
}

async function totalOf(client: ClickHouseClient, sql: string): Promise<string> {
  const result = await client.query({
    query: `SELECT sum(count) FROM ${sql}`,
    format: 'TabSeparated',
  });
  return (await result.text()).trim();
}

test('both stores agree to the last request, whatever is killed while eight writers write', async (t) => {
  const [{ url, pool }, clickhouse] = await Promise.all([testPostgres(t), ownClickHouse(t)]);
  await migratePostgres(pool);
  await pool.query(ARCHIVE);
  pool.options.max = WRITERS + 4;
  const enough = new AbortController();
  const crashing = crashRepeatedly(clickhouse.crash, enough.signal);
  const others = [
    removeRepeatedly(pool, enough.signal),
    ...Array.from({ length: WRITERS }, (_, seed) => write(pool, seed, enough.signal)),
  ];
  const synced = await killSyncers([url, clickhouse.url]).finally(() => enough.abort());
  await Promise.all(others);
  const crashes = await crashing;
  assert.ok(crashes > 0);

  const { client } = clickhouse;
  while (await hasBacklog(pool)) await syncOnce({ pool, clickhouse: client, log });
  const truth = await liveTotals(
    pool,
    '(select * from live_request union all select * from archive)',
  );
  assert.ok(truth.size > 50, 'there is something to compare');
  assert.deepEqual(await historyTotals(client), truth);
  const all = await totalOf(client, 'request');
  assert.equal(await totalOf(client, 'request_cube'), all);
  const sampled = 'request WHERE user != 0 AND intHash64(user) % 16 = 0';
  assert.equal(await totalOf(client, 'request_sample'), await totalOf(client, sampled));
  const coarse = 'request WHERE user != 0 AND intHash64(user) % 64 = 0';
  assert.equal(await totalOf(client, 'request_coarse_sample'), await totalOf(client, coarse));
  t.diagnostic(`${KILLS} syncers killed that brought ${synced} changes, ${crashes} servers killed`);
});
