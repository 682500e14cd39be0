import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import { openPostgres } from '../../../data/postgres/client.ts';
import { openForecasts } from '../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { NEW_REQUEST, NOW } from '../../../jobs/testing/stores.ts';
import { eventually } from '../../testing/started-ducky.ts';
import { ended, look, post } from '../testing/forecasting-api.ts';
import { workingApi } from '../testing/working-api.ts';

const { plan: PLAN } = NEW_REQUEST;
const PATH = '/api/v1/forecast';
const json = async (response: Response) => JSON.parse(await response.text());

test('a Postgres in recovery is told as what passes; asked again, it is one forecast', async (t) => {
  const worker = await openForecasts(t);
  await promoteTestModel(worker.pool, NOW);
  const url = new URL(worker.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const pool = openPostgres({ url: url.href, log: pino({ level: 'silent' }) });
  t.after(() => pool.end());
  const standby = await workingApi(t, { worker: { ...worker, pool }, now: NOW });
  const headers = { 'idempotency-key': 'k' };
  const refused = await post({ ...standby, headers }, PATH, PLAN);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5']);
  assert.match((await json(refused)).detail, /takes no writes now.*Try again/);

  const limits = { forecastWaitMs: 30_000 };
  const primary = await workingApi(t, { worker, now: NOW, limits });
  const answers = await Promise.all([1, 2].map(() => post({ ...primary, headers }, PATH, PLAN)));
  const [first, second] = await Promise.all(answers.map(json));
  assert.ok(first.daily, JSON.stringify(first));
  assert.deepEqual(second, first);
  const { rowCount } = await worker.pool.query('select from forecast_request');
  assert.equal(rowCount, 1);
  assert.equal((await look(standby, `/api/v1/forecasts/${first.id}`)).status, 200);
});

test('a ClickHouse without memory delays a forecast, and loses none', async (t) => {
  const worker = await openForecasts(t);
  await promoteTestModel(worker.pool, NOW);
  const { clickhouse, queues } = worker;
  let isFull = true;
  const query = clickhouse.query.bind(clickhouse);
  t.mock.method(clickhouse, 'query', (asked: Parameters<typeof query>[0]) => {
    const limit = isFull ? { max_memory_usage: '1' } : {};
    const settings = { ...asked.clickhouse_settings, ...limit };
    return query({ ...asked, clickhouse_settings: settings });
  });
  const api = await workingApi(t, { worker, now: NOW });
  const response = await post({ ...api, headers: { prefer: 'respond-async' } }, PATH, PLAN);
  assert.equal(response.status, 202);
  const { url } = await json(response);
  await eventually('the second attempt', async () => {
    const depths = await queues.depths();
    return depths.some(({ name, counts }) => name === 'forecast' && counts.delayed > 0);
  });
  isFull = false;
  const { status, problem } = await ended(api, url);
  assert.deepEqual([status, problem], ['answered', null]);
});
