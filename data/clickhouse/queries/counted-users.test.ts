import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays } from '../../calendar.ts';
import type { Targeting } from '../../plan.ts';
import { seededRandom } from '../../random.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { frequencyOf, reachOf, readCountedUsers } from './counted-users.ts';
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
  const counted = await readCountedUsers(client, { targeting, span: lastDaysOf(DAYS) });
  for (const days of [DAYS, 7, 3, 1]) {
    const span = lastDaysOf(days);
    const reach = reachOf(counted, span.first);
    assert.deepEqual(reach, await readDailyReach(client, { targeting, span }));
    const frequency = frequencyOf(counted, span.first);
    assert.deepEqual(frequency, await readUserFrequency(client, { targeting, span }));
    assert.ok(frequency.users > 10);
  }
});

test('targetings asked for at once are counted as each alone is', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, someRequests());
  const targetings: Targeting[] = [
    {},
    { os: { include: ['ios'] } },
    { os: { exclude: ['ios'] } },
    { os: { include: ['ios'] }, gender: ['unknown'] },
    { os: { include: ['ios'] }, gender: ['female'] },
    { geo: { include: ['IN/Pune', 'IN-MH', 'unknown'] } },
  ];
  const windows = [DAYS, 7].flatMap((days) =>
    targetings.map((targeting) => ({ targeting, span: lastDaysOf(days) })),
  );
  const together = await Promise.all(windows.map((window) => readCountedUsers(client, window)));
  for (const [index, window] of windows.entries()) {
    const alone = await readCountedUsers(client, window);
    const { first } = window.span;
    const found = together[index];
    assert.ok(found);
    assert.deepEqual(reachOf(found, first), reachOf(alone, first));
    assert.deepEqual(frequencyOf(found, first), frequencyOf(alone, first));
  }
});

test('where nobody was, nobody is counted', async (t) => {
  const client = await testHistory(t);
  const span = lastDaysOf(2);
  const counted = await readCountedUsers(client, { targeting: {}, span });
  const nobody = { users: new Float64Array(2), errors: new Float64Array(2) };
  assert.deepEqual(reachOf(counted, span.first), nobody);
  const noFrequency = { window: span, users: 0, error: 0, histogram: [] };
  assert.deepEqual(frequencyOf(counted, span.first), noFrequency);
});
