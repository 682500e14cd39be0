import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { PRICE_LEVELS, readFloors } from './floors.ts';

const SPAN = { first: '2026-11-01', last: '2026-11-01' };
const IOS = { date: SPAN.first, os: 'ios' };
const window = { targeting: { os: { include: ['ios'] } }, span: SPAN };

test('floors and prices are told by currency, every request counted alike', async (t) => {
  const client = await testHistory(t);
  const usd = (floorCpm: number) => ({ ...IOS, floorCpm, floorCurrency: 'USD' });
  const paid = { won: 1, clearingCpm: 3, clearingCurrency: 'USD' };
  await insertRequests(client, [
    { ...usd(1), ...paid, count: 80, won: 1 },
    { ...usd(2), won: 0, count: 15 },
    { ...usd(9), won: 0, count: 5 },
    { ...usd(50), won: 1, count: 40 },
    { ...usd(50), won: 1, count: -40 },
    { ...IOS, floorCpm: 70, floorCurrency: 'INR', won: -1, count: 20 },
    { ...IOS, floorCpm: 0, floorCurrency: '', won: -1, count: 80 },
    { ...usd(100), os: 'android', count: 900 },
  ]);
  assert.equal(PRICE_LEVELS[2], 0.5);
  assert.deepEqual(await readFloors(client, window), {
    requests: 200,
    shareWithoutFloor: 0.4,
    winRate: 0.8,
    floors: [
      { currency: 'USD', requests: 100, quantiles: [1, 1, 1, 1, 2] },
      { currency: 'INR', requests: 20, quantiles: [70, 70, 70, 70, 70] },
    ],
    clearing: [{ currency: 'USD', requests: 80, quantiles: [3, 3, 3, 3, 3] }],
  });
});

test('without requests, or known outcomes, there are no shares', async (t) => {
  const client = await testHistory(t);
  const nothing = { floors: [], clearing: [] };
  const none = { requests: 0, shareWithoutFloor: null, winRate: null, ...nothing };
  assert.deepEqual(await readFloors(client, window), none);
  await insertRequests(client, [IOS]);
  const one = { requests: 1, shareWithoutFloor: 1, winRate: null, ...nothing };
  assert.deepEqual(await readFloors(client, window), one);
});
