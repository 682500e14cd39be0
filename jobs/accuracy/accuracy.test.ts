import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import { insertRequests } from '../../data/clickhouse/test-history.ts';
import { readDueDays } from '../../data/postgres/accuracy/due-forecasts.ts';
import { readLiveAccuracy } from '../../data/postgres/accuracy/live-accuracy.ts';
import { openTestClickHouse, openTestPostgres } from '../testing/stores.ts';
import { measureAccuracy } from './accuracy.ts';

const NOW = new Date('2026-11-05T10:00:00Z');
const IOS = { os: { include: ['ios'] } };

interface Made {
  version?: string;
  source?: 'request' | 'digest' | 'backtest';
  dataThrough?: string;
  /** P10, P50 and P90, by day. */
  days: Record<string, [number, number, number]>;
}

/** A history of iOS requests, 100 a day from 2026-11-01 to 04, and a way to have forecast it. */
async function openCompared(t: TestContext) {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestClickHouse(t);
  const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
  await insertRequests(
    clickhouse,
    days.flatMap((date) => [
      { date, os: 'ios', count: 100 },
      { date, os: 'android', count: 7 },
    ]),
  );
  const services = { pool, clickhouse, clock: () => NOW, timeZone: 'UTC' };
  const measure = () => measureAccuracy(services, new AbortController().signal);
  const forecast = async (made: Made) => {
    const { version = 'v1', source = 'request', dataThrough = '2026-10-31', days } = made;
    const id = randomUUID();
    await pool.query(
      `insert into forecast (id, source, plan, plan_hash, generated_at, data_through, model_version,
         method, history_origin, impressions_p10, impressions_p50, impressions_p90)
       values ($1, $2, $3, $4, '2026-11-01T09:00:00Z', $5, $6, 'm', 'observed', 1, 2, 3)`,
      [id, source, { targeting: IOS }, 'a'.repeat(64), dataThrough, version],
    );
    for (const [date, range] of Object.entries(days))
      await pool.query('insert into forecast_day values ($1, $2, $3, $4, $5)', [
        id,
        date,
        ...range,
      ]);
  };
  const stored = async () => {
    const sql = `select date::text, model_version, forecasts, impressions, error, covered
      from live_accuracy order by date, model_version`;
    return (await pool.query({ text: sql, rowMode: 'array' })).rows;
  };
  return { pool, clickhouse, measure, forecast, stored };
}

test('days that came are compared with what was forecast for them, missed ones too', async (t) => {
  const { pool, measure, forecast, stored } = await openCompared(t);
  await forecast({ days: { '2026-11-01': [80, 110, 120], '2026-11-03': [60, 70, 90] } });
  await forecast({ version: 'v2', days: { '2026-11-03': [90, 100, 110] } });
  await forecast({ days: { '2026-11-05': [1, 2, 3], '2026-11-06': [1, 2, 3] } });
  await measure();
  const expected = [
    ['2026-11-01', 'v1', 1, 100, 10, 1],
    ['2026-11-03', 'v1', 1, 100, -30, 0],
    ['2026-11-03', 'v2', 1, 100, 0, 1],
  ];
  assert.deepEqual(await stored(), expected);
  await measure();
  assert.equal((await stored()).length, expected.length);
  const live = await readLiveAccuracy(pool);
  assert.ok(live);
  assert.deepEqual(live.days, { first: '2026-11-01', last: '2026-11-03' });
  assert.equal(live.dayCount, 2);
  assert.deepEqual([live.count, live.wape, live.bias], [3, 40 / 300, -20 / 300]);
  const first = await readLiveAccuracy(pool, { modelVersion: 'v1' });
  assert.deepEqual([first?.count, first?.coverage80], [2, 0.5]);
  const then = await readLiveAccuracy(pool, { through: '2026-11-02' });
  assert.deepEqual([then?.days.last, then?.count, then?.wape], ['2026-11-01', 1, 0.1]);
  assert.equal(await readLiveAccuracy(pool, { through: '2026-10-31' }), undefined);
});

test('what was made up afterwards, or knew the day, says nothing; a question asked twice counts once', async (t) => {
  const { measure, forecast, stored } = await openCompared(t);
  const days: Made['days'] = { '2026-11-02': [80, 100, 120] };
  await forecast({ source: 'backtest', days });
  await forecast({ dataThrough: '2026-11-02', days });
  await measure();
  assert.deepEqual(await stored(), []);
  await forecast({ days });
  await forecast({ days });
  await forecast({ dataThrough: '2026-11-01', days });
  await measure();
  const [[, , forecasts] = []] = await stored();
  assert.equal(forecasts, 2);
});

test('requests that come in late change what the last days say', async (t) => {
  const { pool, clickhouse, measure, forecast } = await openCompared(t);
  await forecast({ days: { '2026-11-04': [80, 100, 120] } });
  await measure();
  assert.equal((await readLiveAccuracy(pool))?.wape, 0);
  await insertRequests(clickhouse, [{ date: '2026-11-04', os: 'ios', count: 100 }]);
  await measure();
  assert.equal((await readLiveAccuracy(pool))?.wape, 0, 'it was compared just now');
  await pool.query(`update live_accuracy set computed_at = now() - interval '13 hours'`);
  await measure();
  assert.equal((await readLiveAccuracy(pool))?.wape, 0.5);
});

test('a day that is compared again says only what is still to be said', async (t) => {
  const { pool, measure, forecast, stored } = await openCompared(t);
  const days: Made['days'] = { '2026-11-04': [80, 100, 120] };
  await forecast({ days });
  await forecast({ version: 'v2', days });
  await measure();
  await pool.query(`delete from forecast where model_version = 'v2'`);
  await pool.query(`update live_accuracy set computed_at = now() - interval '13 hours'`);
  await measure();
  assert.deepEqual(
    (await stored()).map(([, version]) => version),
    ['v1'],
  );
});

test('days are due newest first, and not where nothing can be said of them', async (t) => {
  const { pool, measure, forecast } = await openCompared(t);
  const due = () =>
    readDueDays(pool, {
      span: { first: '2026-11-01', last: '2026-11-04' },
      historyBegan: null,
      againFrom: '2026-11-03',
    });
  await forecast({ source: 'backtest', days: { '2026-11-01': [80, 100, 120] } });
  await forecast({ dataThrough: '2026-11-02', days: { '2026-11-02': [80, 100, 120] } });
  assert.deepEqual(await due(), []);
  const days: Made['days'] = { '2026-11-02': [80, 100, 120], '2026-11-04': [80, 100, 120] };
  await forecast({ days });
  assert.deepEqual(await due(), ['2026-11-04', '2026-11-02']);
  await measure();
  assert.deepEqual(await due(), []);
  await pool.query(`update live_accuracy set computed_at = now() - interval '13 hours'`);
  assert.deepEqual(await due(), ['2026-11-04']);
});

test('a history that another has replaced says nothing any more', async (t) => {
  const { pool, clickhouse, measure, forecast } = await openCompared(t);
  await forecast({ days: { '2026-11-04': [80, 100, 120] } });
  await measure();
  await clickhouse.command({
    query: `INSERT INTO generated_history (seed, profile, rowsPerDay, first, last, at)
      VALUES (1, '{}', 1, '2026-11-01', '2026-11-04', now64(3) + INTERVAL 1 HOUR)`,
  });
  await measure();
  assert.equal(await readLiveAccuracy(pool), undefined);
});

test('without a history or a forecast there is nothing to say', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestClickHouse(t);
  const services = { pool, clickhouse, clock: () => NOW, timeZone: 'UTC' };
  await measureAccuracy(services, new AbortController().signal);
  assert.equal(await readLiveAccuracy(pool), undefined);
});
