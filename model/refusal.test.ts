import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DATA_THROUGH, steadyHistory } from './fixtures/history.ts';
import { refuseFlight, refuseThin } from './refusal.ts';

const flying = (start: string, end: string) => refuseFlight({ start, end }, DATA_THROUGH);

/** Gender and os together match `daily` requests a day; either alone more. */
const narrow = (daily: number) =>
  steadyHistory(40, [
    { dimensions: [], daily: 9_000 },
    { dimensions: ['gender'], daily: 15 },
    { dimensions: ['os'], daily: 1_500 },
    { dimensions: ['gender', 'os'], daily },
  ]);

test('a flight that has begun is refused, naming the first day that can be asked', () => {
  assert.deepEqual(flying('2026-05-31', '2026-06-03')?.refused, {
    reason: 'The flight starts on 2026-05-31, but the data already hold the days to 2026-05-31.',
    needed: 'Start the flight on 2026-06-01 or later.',
  });
});

test('a flight too far ahead is refused, offering as many days right after the data', () => {
  assert.deepEqual(flying('2026-12-24', '2026-12-26')?.refused, {
    reason: 'The flight starts on 2026-12-24, more than 120 days after the data end (2026-05-31).',
    needed:
      'Start it by 2026-09-28; the first days that can be forecast are 2026-06-01 to 2026-06-03.',
  });
});

test('a long flight that starts in time is not refused', () => {
  assert.equal(flying('2026-06-01', '2027-05-01'), undefined);
});

test('nothing matching is refused, naming the dimension to loosen', () => {
  assert.deepEqual(refuseThin(narrow(0))?.refused, {
    reason: 'No request matched this targeting in the last 28 days of data (to 2026-05-31).',
    needed: 'Widen or drop gender: without it about 1,500 requests a day match.',
  });
});

test('too few are refused with their number', () => {
  assert.match(refuseThin(narrow(7))?.refused.reason ?? '', /^Only about 7 requests a day matched/);
  assert.match(refuseThin(narrow(0.2))?.refused.reason ?? '', /^Less than one request a day/);
});

test('a burst on too few days is refused', () => {
  const history = narrow(0);
  history.generalisations.at(-1)?.impressions.fill(5_000, 38);
  assert.match(refuseThin(history)?.refused.reason ?? '', /on only 2 of the last 28 days/);
});

test('where even all requests are too few, more history is asked for', () => {
  const history = steadyHistory(40, [
    { dimensions: [], daily: 3 },
    { dimensions: ['os'], daily: 0 },
  ]);
  assert.match(refuseThin(history)?.refused.needed ?? '', /import more history/);
});

test('enough requests are not refused', () => {
  assert.equal(refuseThin(narrow(20)), undefined);
});
