import assert from 'node:assert/strict';
import { test } from 'node:test';

import type pg from 'pg';

import { insertRequests } from '../clickhouse/test-history.ts';
import { openOlapStores } from '../testing/olap.ts';

const DAY = '2026-11-02';
const IOS = `olap.target('{"os": {"include": ["ios"]}}')`;

async function planOf(pool: pg.Pool, sql: string): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `explain (verbose, costs off) ${sql}`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('SQL asks for the history of a targeting as of a table', async (t) => {
  const { pool, clickhouse } = await openOlapStores(t);
  await insertRequests(clickhouse, [
    { date: DAY, os: 'ios', user: 1, count: 3, site: `it's "ours" \\ \${_target}` },
    { date: DAY, os: 'ios', user: 2, country: 'IN', deviceType: 'phone' },
    { date: '2026-11-03', os: 'android', user: 2 },
  ]);
  const all = await pool.query(`select * from olap.daily_by_target where _target = ${IOS}`);
  assert.deepEqual(
    all.rows.map(({ _target, ...columns }) => columns),
    [{ date: all.rows[0].date, impressions: '4', reach: '2', reach_error: 0 }],
  );
  const hostile = { site: { include: [`it's "ours" \\ \${_target}`] } };
  const { rows } = await pool.query(
    'select impressions from olap.daily_by_target where _target = olap.target($1)',
    [JSON.stringify(hostile)],
  );
  assert.deepEqual(rows, [{ impressions: '3' }]);
  const values = await pool.query(
    `select value, count from olap.dimension_value where dimension = 'os' order by value`,
  );
  assert.deepEqual(values.rows, [
    { value: 'android', count: '1' },
    { value: 'ios', count: '4' },
  ]);
  const daily = await pool.query(
    `select device_type, impressions from olap.daily where country in ('IN', 'GB')`,
  );
  assert.deepEqual(daily.rows, [{ device_type: 'phone', impressions: '1' }]);
  const seen = await pool.query(
    `select times_seen, users from olap.user_frequency_by_target
     where _target = ${IOS} and _first = $1 and _last = $1 order by 1`,
    [DAY],
  );
  assert.deepEqual(seen.rows, [
    { times_seen: '1', users: '1' },
    { times_seen: '3', users: '1' },
  ]);
  await assert.rejects(pool.query('select * from olap.daily_by_target'), /_target/);
  await assert.rejects(
    pool.query(`select * from olap.daily_by_target where _target = 'x'`),
    /The target is not a targeting/,
  );
});

test('conditions, order, limit and aggregates are worked out in ClickHouse', async (t) => {
  const { pool } = await openOlapStores(t);
  const remote = async (sql: string) => /Remote SQL: (.*)$/.exec(await planOf(pool, sql))?.[1];
  assert.equal(
    await remote(
      `select date, reach from olap.daily_by_target
       where _target = olap.target('{}') and date >= '2026-11-01' order by date limit 3`,
    ),
    `SELECT date, reach FROM olap.daily_by_target WHERE ((date >= '2026-11-01')) AND ((_target = 'e30')) ORDER BY date ASC NULLS LAST LIMIT 3::bigint`,
  );
  assert.equal(
    await remote(
      `select os, sum(impressions) from olap.daily
       where country in ('IN', 'GB') group by os order by 2 desc limit 3`,
    ),
    `SELECT os, sum(impressions) FROM olap.daily WHERE ((country = ANY ('{IN,GB}'::text[]))) GROUP BY 1 ORDER BY sum(impressions) DESC NULLS FIRST LIMIT 3::bigint`,
  );
  const joined = await planOf(
    pool,
    `with asked as materialized (
       select olap.target(targeting) as target from (values ('{}'::jsonb), ('{"os": {}}')) as plan (targeting))
     select * from asked, lateral (
       select sum(reach) from olap.daily_by_target where _target = target) as came`,
  );
  assert.match(joined, /Remote SQL: SELECT sum\(reach\) FROM olap\.daily_by_target WHERE/);
});
