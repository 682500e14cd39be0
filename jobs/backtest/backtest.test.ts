import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../data/errors.ts';
import { NOW, openTestClickHouse, openTestHistory } from '../testing/stores.ts';
import { type BacktestOrder, backtest } from './backtest.ts';

const PHONES = { deviceType: { include: ['phone'] } };
const common = {
  ...{ now: NOW, timeZone: 'UTC', horizon: 7, origins: 3, stride: 2 },
  targetings: [PHONES],
} satisfies Omit<BacktestOrder, 'clickhouse'>;

const codeOf = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

test('days that are over are forecast from the days before them, by each method', async (t) => {
  const { client: clickhouse } = await openTestHistory(t, { days: 40, lastDay: '2026-11-22' });
  const seen: string[] = [];
  const nobody = { os: { include: ['windows'] } };
  const result = await backtest({
    ...common,
    clickhouse,
    targetings: [PHONES, nobody],
    onProgress: (step) => void seen.push(step),
  });
  const { targetings, methods, ...told } = result;
  assert.deepEqual(told, {
    // Today, 22 November, goes on.
    origins: { first: '2026-11-10', last: '2026-11-14', count: 3 },
    ...{ horizon: 7, forecasts: 3, refused: 3, served: 'baseline' },
  });
  assert.deepEqual(
    methods.map(({ name, count, wape }) => ({ name, count, wape })),
    ['naive', 'seasonal naive', 'baseline'].map((name) => ({ name, count: 21, wape: 0 })),
  );
  assert.equal(methods[2]?.coverage80, 1);
  const [phones, none] = targetings;
  assert.deepEqual(phones?.backtested[0]?.actual, new Array(7).fill(400));
  assert.deepEqual(none?.backtested, []);
  assert.deepEqual([seen[0], seen.at(-1)], ['Reading history', 'Forecasting']);
});

test('targetings are drawn from real requests, the same by the same seed', async (t) => {
  const { client: clickhouse } = await openTestHistory(t, { days: 40, lastDay: '2026-11-22' });
  const drawn = { ...common, clickhouse, targetings: { sample: 5, seed: 3 } };
  const [one, again] = [await backtest(drawn), await backtest(drawn)];
  assert.equal(one.targetings.length, 5);
  assert.deepEqual(again, one);
});

test('too short a history, or nothing to forecast, is told with what helps', async (t) => {
  const { client: clickhouse } = await openTestHistory(t, { days: 20, lastDay: '2026-11-22' });
  await assert.rejects(
    backtest({ ...common, clickhouse }),
    /history has 19 whole days, to 2026-11-21; this backtest needs 25/,
  );
  const short = { ...common, clickhouse, horizon: 1, origins: 1 };
  const nobody = [{ os: { include: ['windows'] } }];
  await assert.rejects(backtest({ ...short, targetings: nobody }), /None of the 1 targetings/);
  const { client: empty } = await openTestClickHouse(t);
  await assert.rejects(backtest({ ...common, clickhouse: empty }), codeOf('no_history'));
});

test('a backtest that is stopped ends', async (t) => {
  const { client: clickhouse } = await openTestHistory(t, { days: 40, lastDay: '2026-11-22' });
  const stopped = new AbortController();
  const onProgress = (step: string) => {
    if (step === 'Forecasting') stopped.abort();
  };
  const two = { ...common, clickhouse, targetings: [PHONES, PHONES] };
  const ended = backtest({ ...two, signal: stopped.signal, onProgress });
  await assert.rejects(ended, codeOf('cancelled'));
});
