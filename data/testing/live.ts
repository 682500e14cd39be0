import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';
import { pino } from 'pino';

import { migrateClickHouse } from '../clickhouse/migrate.ts';
import type { LiveRequest } from '../live-request.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { testClickHouse, testPostgres } from './databases.ts';

const ROW: RequestRow = {
  date: '2026-11-22',
  hour: 10,
  country: 'IN',
  region: 'IN-MH',
  city: 'Mumbai',
  deviceType: 'phone',
  os: 'ios',
  browser: 'safari',
  connection: 'wifi',
  language: 'en',
  site: 'news.example',
  app: 'unknown',
  adUnit: 'top',
  format: 'banner',
  size: '300x250',
  position: 'above the fold',
  category: ['sports', 'news'],
  segment: [],
  gender: 'female',
  age: 31,
  user: '18446744073709551615',
  count: 1,
  floorCpm: 0.30000000000000004,
  floorCurrency: 'USD',
  won: -1,
  clearingCpm: 0,
  clearingCurrency: '',
};

/** The outcome of a request that was won. */
export const WON = { won: 1, clearingCpm: 2.5, clearingCurrency: 'USD' } as const;

/** A live request that is like the others but for its id and what is changed. */
export function liveRequest(requestId: string, change: Partial<RequestRow> = {}): LiveRequest {
  return { requestId, impId: '1', row: { ...ROW, ...change } };
}

/** Migrated stores of the test's own, with what a sync needs. */
export async function openLiveStores(t: TestContext) {
  const [postgres, clickhouse] = await Promise.all([testPostgres(t), testClickHouse(t)]);
  await migratePostgres(postgres.pool);
  await migrateClickHouse(clickhouse.client, { withLock: (work) => work() });
  const log = pino({ level: 'silent' });
  return { ...postgres, clickhouse: clickhouse.client, clickhouseUrl: clickhouse.url, log };
}

/**
 * Waits until every transaction has ended that runs now, in whatever database of the server other
 * tests use: until then it may hold back what this one wrote.
 */
export async function settled(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('select pg_snapshot_xmax(pg_current_snapshot()) as xid');
  const isSettled = 'select from pg_snapshot_xmin(pg_current_snapshot()) as xid where xid >= $1';
  while ((await pool.query(isSettled, [rows[0].xid])).rowCount === 0) await sleep(10);
}

/** Requests by everything else that their row says; what adds up to none is left out. */
export type Totals = Map<string, number>;

/** What the history holds. */
export async function historyTotals(client: ClickHouseClient, table = 'request'): Promise<Totals> {
  const result = await client.query({
    query: `SELECT ${REQUEST_COLUMNS.join(', ')} FROM ${table}`,
    format: 'JSONEachRow',
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });
  return totalsOf(await result.json<RequestRow>());
}

/** What Postgres has accepted and still holds in `table`. */
export async function liveTotals(pool: pg.Pool, table = 'live_request'): Promise<Totals> {
  const { rows } = await pool.query<{ row: RequestRow }>(
    `select history_row(live::live_request, 1) as row from ${table} live`,
  );
  return totalsOf(rows.map(({ row }) => row));
}

function totalsOf(rows: readonly RequestRow[]): Totals {
  const totals: Totals = new Map();
  for (const row of rows) {
    const key = JSON.stringify(
      REQUEST_COLUMNS.filter((column) => column !== 'count').map((column) => row[column]),
    );
    const count = (totals.get(key) ?? 0) + Number(row.count);
    if (count === 0) totals.delete(key);
    else totals.set(key, count);
  }
  return new Map([...totals].sort());
}
