import assert from 'node:assert/strict';
import { test } from 'node:test';

import type pg from 'pg';

import { insertRequests } from '../clickhouse/test-history.ts';
import { openOlapStores } from '../testing/olap.ts';

const IOS = { os: { include: ['ios'] } };

interface Made {
  id: string;
  targeting: unknown;
  version: string;
  /** P10, P50 and P90 of impressions, by day. */
  days: Record<string, [number, number, number]>;
  /** P10, P50 and P90 of reach, on every day. */
  reach?: [number, number, number];
}

async function storeForecast(pool: pg.Pool, made: Made): Promise<void> {
  const { id, targeting, version, days, reach = [null, null, null] } = made;
  await pool.query(
    `insert into forecast (id, plan, plan_hash, generated_at, data_through, model_version, method,
       history_origin, impressions_p10, impressions_p50, impressions_p90)
     values ($1, $2, $3, '2026-11-01T09:00:00Z', '2026-10-31', $4, 'm', 'observed', 1, 2, 3)`,
    [id, { targeting }, 'a'.repeat(64), version],
  );
  for (const [date, impressions] of Object.entries(days)) {
    await pool.query('insert into forecast_day values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id,
      date,
      ...impressions,
      ...reach,
    ]);
  }
}

test('forecasts stand beside what came, for the days that are complete', async (t) => {
  const { pool, clickhouse } = await openOlapStores(t);
  const user = (id: number, date: string, count: number) => ({ date, os: 'ios', user: id, count });
  await insertRequests(clickhouse, [
    user(1, '2026-11-01', 60),
    user(2, '2026-11-01', 40),
    user(1, '2026-11-02', 50),
    user(1, '2026-11-04', 5),
    { date: '2026-11-02', os: 'android', user: 9, count: 7 },
  ]);
  const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
  await storeForecast(pool, {
    id: id(1),
    targeting: IOS,
    version: 'one',
    days: {
      '2026-11-01': [80, 110, 150],
      '2026-11-02': [60, 70, 90],
      '2026-11-03': [0, 3, 5],
      '2026-11-04': [1, 2, 3],
    },
    reach: [0, 1, 1],
  });
  await storeForecast(pool, {
    id: id(2),
    targeting: { os: { include: ['android'] } },
    version: 'two',
    days: { '2026-11-02': [1, 7, 9] },
  });
  const client = await pool.connect();
  await client.query(`set olap.today = '2026-11-04'`);
  const { rows } = await client.query(
    `select model_version as version, date::text, horizon, impressions, error, covered, reach,
       reach_error, reach_covered
     from olap.forecast_accuracy order by version, date`,
  );
  const weekly = await client.query(
    `select week::text, model_version as version, days, wape, bias, coverage80
     from olap.forecast_accuracy_weekly order by version, week`,
  );
  client.release();
  const one = { version: 'one', horizon: 1, covered: true };
  const reached = { reach: '1', reach_error: 0, reach_covered: true };
  const tooMany = { reach: '2', reach_error: -1, reach_covered: false };
  const nobody = { reach: '0', reach_error: 1, reach_covered: true };
  const unasked = { reach: null, reach_error: null, reach_covered: null };
  assert.deepEqual(rows, [
    { ...one, ...tooMany, date: '2026-11-01', impressions: '100', error: 10 },
    {
      ...{ ...one, ...reached, date: '2026-11-02', horizon: 2 },
      ...{ impressions: '50', error: 20, covered: false },
    },
    { ...one, ...nobody, date: '2026-11-03', horizon: 3, impressions: '0', error: 3 },
    {
      ...{ ...one, ...unasked, version: 'two', date: '2026-11-02', horizon: 2 },
      ...{ impressions: '7', error: 0 },
    },
  ]);
  // By hand: |10| of 100 on a Sunday; then |20| + |3| of 50, and one day of two covered.
  assert.deepEqual(weekly.rows, [
    ...[{ week: '2026-10-26', version: 'one', days: '1', wape: 0.1, bias: 0.1, coverage80: 1 }],
    { week: '2026-11-02', version: 'one', days: '2', wape: 0.46, bias: 0.46, coverage80: 0.5 },
    { week: '2026-11-02', version: 'two', days: '1', wape: 0, bias: 0, coverage80: 1 },
  ]);
});
