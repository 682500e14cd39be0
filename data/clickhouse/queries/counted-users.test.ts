import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays } from '../../calendar.ts';
import { seededRandom } from '../../random.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { readCountedUsers } from './counted-users.ts';
import { readDailyReach } from './daily-reach.ts';
import { readUserFrequency } from './user-frequency.ts';

const LAST = '2026-11-20';
const DAYS = 20;
const lastDaysOf = (days: number) => ({ first: addDays(LAST, 1 - days), last: LAST });

/** Of a few users, many of whose requests are taken back, some by a day or two too many. */
function someRequests() {
  const random = seededRandom(11);
  const among = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: 2000 }, () => ({
    date: addDays(LAST, -Math.floor(random() * DAYS)),
    os: among(['ios', 'android']),
    user: Math.floor(random() * random() * 200),
    count: among([1, 1, 2, -1, -2]),
  }));
}

test('one scan counts what the questions about days and about frequency count', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, someRequests());
  const targeting = { os: { include: ['ios'] } };
  for (const [reachDays, frequencyDays] of [
    [DAYS, 7],
    [7, DAYS],
    [3, 3],
  ] as const) {
    const reachSpan = lastDaysOf(reachDays);
    const frequencySpan = lastDaysOf(frequencyDays);
    const counted = await readCountedUsers(client, { targeting, reachSpan, frequencySpan });
    assert.deepEqual(counted.reach, await readDailyReach(client, { targeting, span: reachSpan }));
    const frequency = await readUserFrequency(client, { targeting, span: frequencySpan });
    assert.deepEqual(counted.frequency, frequency);
    assert.ok(counted.frequency.users > 10);
  }
});

test('where nobody was, nobody is counted', async (t) => {
  const client = await testHistory(t);
  const span = lastDaysOf(2);
  const spans = { reachSpan: span, frequencySpan: span };
  assert.deepEqual(await readCountedUsers(client, { targeting: {}, ...spans }), {
    reach: { users: new Float64Array(2), errors: new Float64Array(2) },
    frequency: { window: span, users: 0, error: 0, histogram: [] },
  });
});
