import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { readImpressionRate } from './impression-rate.ts';

const SPAN = { first: '2026-11-01', last: '2026-11-02' };
const IOS = { date: SPAN.first, os: 'ios' };
const window = { targeting: { os: { include: ['ios'] } }, span: SPAN };

test('of the requests whose outcome is known, those that were won count', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { ...IOS, won: 1, count: 30 },
    { ...IOS, won: 0, count: 70 },
    { ...IOS, date: SPAN.last, won: 1, count: 40 },
    { ...IOS, date: SPAN.last, won: 1, count: -40 },
    { ...IOS, won: -1, count: 500 },
    { ...IOS, os: 'android', won: 1, count: 900 },
    { ...IOS, date: '2026-10-31', won: 1, count: 900 },
  ]);
  assert.equal(await readImpressionRate(client, window), 0.3);
});

test('where no outcome is known there is no rate', async (t) => {
  const client = await testHistory(t);
  assert.equal(await readImpressionRate(client, window), null);
  await insertRequests(client, [IOS]);
  assert.equal(await readImpressionRate(client, window), null);
});
