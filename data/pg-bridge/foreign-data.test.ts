import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { foreignTables, testBridge } from './test-bridge.ts';

/** The rows of a query, and what postgres_fdw asked the bridge for. */
async function ask(pool: pg.Pool, sql: string) {
  const { rows } = await pool.query({ text: sql, rowMode: 'array' });
  const plan = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (VERBOSE) ${sql}`);
  const lines = plan.rows.map((row) => row['QUERY PLAN']);
  const remote = lines.flatMap((line) => /Remote SQL: (.*)/.exec(line)?.[1] ?? []);
  return { rows: rows.map((row) => row.map(String).join(' ')), remote: remote.join(' ; ') };
}

test('postgres_fdw reads ClickHouse through the bridge and leaves the work to it', async (t) => {
  const pool = await foreignTables(t, await testBridge(t));
  await pool.query("SET datestyle = 'ISO'");
  const cases: { sql: string; rows: string[]; remote: RegExp }[] = [
    {
      sql: `SELECT country, impressions FROM olap.daily
        WHERE country IN ('DE', 'fr') AND date >= '2026-01-02' ORDER BY country LIMIT 2`,
      rows: ['DE 30', 'fr -7'],
      remote: /WHERE .*ANY \('\{DE,fr\}'.* ORDER BY country ASC NULLS LAST LIMIT 2/,
    },
    {
      sql: `SELECT country, count(*), sum(impressions), avg(impressions), min(error), max(date)::text
        FROM olap.daily WHERE country <> 'IN' GROUP BY country HAVING sum(impressions) > -10.5
        ORDER BY country`,
      rows: ['DE 2 40 20 0.25 2026-01-02', 'fr 1 -7 -7 1e+30 2026-01-02'],
      remote: /count\(\*\), sum\(impressions\), avg\(impressions\).* GROUP BY 1 HAVING/,
    },
    {
      sql: `SELECT count(*), sum(impressions) FROM olap.daily WHERE country = 'nowhere'`,
      rows: ['0 null'],
      remote: /count\(\*\), sum\(impressions\)/,
    },
    {
      sql: `SELECT sum(impressions) FROM olap.daily WHERE country = 'IN'`,
      rows: ['9223372036854775827'],
      remote: /sum\(impressions\)/,
    },
    {
      sql: `SELECT country FROM olap.daily WHERE country ILIKE '%E' AND error IS NOT NULL
        ORDER BY error DESC OFFSET 1`,
      rows: ['DE'],
      remote: /error IS NOT NULL.*~~\* '%E'.*ORDER BY error DESC NULLS FIRST/,
    },
    {
      sql: `SELECT sum(CASE WHEN country = 'DE' THEN impressions ELSE 0 END) / 3,
          count(DISTINCT country), count(*) FILTER (WHERE impressions < 0)
        FROM olap.daily`,
      rows: ['13.3333333333333333 3 1'],
      remote: /CASE WHEN .*count\(DISTINCT country\).*FILTER \(WHERE/,
    },
    {
      sql: `SELECT impressions, _target FROM olap.daily_by_target WHERE _target = 'DE'
        ORDER BY date`,
      rows: ['10 DE', '30 DE'],
      remote: /FROM olap\.daily_by_target WHERE \(\(_target = 'DE'\)\)/,
    },
    {
      sql: `SELECT c.target, v.impressions FROM (VALUES ('DE'), ('fr')) AS c (target),
        LATERAL (SELECT sum(impressions) AS impressions FROM olap.daily_by_target
          WHERE _target = c.target) AS v ORDER BY 1`,
      rows: ['DE 40', 'fr -7'],
      remote: /_target = \$1::text/,
    },
    {
      sql: `SELECT a.country, a.impressions, b.impressions FROM olap.daily a
        LEFT JOIN olap.daily b ON b.country = a.country AND b.date = '2026-01-02'
        WHERE a.date = '2026-01-01' ORDER BY a.country`,
      rows: ['DE 10 30', 'IN 20 null'],
      remote: /LEFT JOIN|r1|daily/,
    },
    {
      sql: `SELECT extract(dow FROM date), sum(impressions) FROM olap.daily WHERE impressions < 100
        GROUP BY 1 ORDER BY 1`,
      rows: ['4 30', '5 23'],
      remote: /impressions < 100/,
    },
  ];
  for (const { sql, rows, remote } of cases) {
    const answer = await ask(pool, sql);
    assert.deepEqual(answer.rows, rows, `${sql}\n${answer.remote}`);
    assert.match(answer.remote, remote);
  }
});

test('a view without its argument says what it needs', async (t) => {
  const pool = await foreignTables(t, await testBridge(t));
  await assert.rejects(pool.query('SELECT * FROM olap.daily_by_target'), {
    code: 'HV00C',
    message: /daily_by_target needs _target = olap\.target\('\.\.\.'\)/,
  });
  await assert.rejects(
    pool.query(`SELECT * FROM olap.daily_by_target WHERE _target = 'a' OR _target = 'b'`),
    { code: 'HV00C' },
  );
});

test('an error ends the transaction of the foreign server and no more', async (t) => {
  const pool = await foreignTables(t, await testBridge(t));
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT count(*) FROM olap.daily');
    await client.query('SAVEPOINT s');
    await assert.rejects(client.query('SELECT sum(impressions + 1) FROM olap.daily'), {
      code: '22003',
    });
    await client.query('ROLLBACK TO SAVEPOINT s');
    const { rows } = await client.query('SELECT count(*) AS n FROM olap.daily');
    assert.deepEqual(rows, [{ n: '5' }]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
});
