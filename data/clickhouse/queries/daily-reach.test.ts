import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';

import { runStatement } from '../run.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { readCapShare } from './cap-share.ts';
import { readDailyReach } from './daily-reach.ts';
import { readUserFrequency } from './user-frequency.ts';

const DAY = '2026-11-01';
const SPAN = { first: DAY, last: '2026-11-02' };
const USERS_A_DAY = 40_000;

/** On each of two days 40,000 users, the same ones, the even ones of whom are seen twice. */
async function manyUsers(client: ClickHouseClient): Promise<void> {
  const query = `
    INSERT INTO request (date, os, user, count)
    SELECT {first:Date} + number % 2, 'ios', 1 + intDiv(number, 2), 1 + intDiv(number, 2) % 2
    FROM numbers({rows:UInt32})`;
  await runStatement(client, { query, params: { first: DAY, rows: 2 * USERS_A_DAY } });
}

test('a user whose requests of a day were taken back was not there', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { date: DAY, os: 'ios', user: 1 },
    { date: DAY, os: 'ios', user: 2, count: 2 },
    { date: DAY, os: 'ios', user: 2, count: -2 },
    { date: DAY, os: 'ios', user: 3, count: 2 },
    { date: DAY, os: 'ios', user: 3, count: -1 },
    { date: '2026-11-02', os: 'ios', user: 2 },
    { date: '2026-11-02', os: 'ios', user: 0, count: 9 },
  ]);
  const window = { targeting: { os: { include: ['ios'] } }, span: SPAN };
  const { users, errors } = await readDailyReach(client, window);
  assert.deepEqual([...users], [2, 1]);
  assert.deepEqual([...errors], [0, 0]);
  const frequency = await readUserFrequency(client, window);
  assert.deepEqual(frequency, {
    window: SPAN,
    users: 3,
    error: 0,
    histogram: [{ timesSeen: 1, users: 3 }],
  });
});

test('many users are estimated from the sample, within a few of its standard errors', async (t) => {
  const client = await testHistory(t);
  await manyUsers(client);
  const window = { targeting: {}, span: SPAN };
  const { users, errors } = await readDailyReach(client, window);
  for (const [day, estimate] of users.entries()) {
    const error = errors[day] ?? 0;
    assert.ok(error > 0 && error < 0.025);
    assert.ok(Math.abs(estimate / USERS_A_DAY - 1) < 4 * error, `${estimate} users`);
  }
  const frequency = await readUserFrequency(client, window);
  assert.equal(frequency.users, users[0]);
  assert.equal(frequency.error, errors[0]);
  assert.deepEqual(
    frequency.histogram.map(({ timesSeen }) => timesSeen),
    [2, 4],
  );
  const share = await readCapShare(client, { ...window, cap: { impressions: 1, per: 'day' } });
  assert.ok(Math.abs((share ?? 0) - 2 / 3) < 0.03);
});

test('what few users see is counted among all users, beside much that is sampled', async (t) => {
  const client = await testHistory(t);
  await manyUsers(client);
  await insertRequests(
    client,
    Array.from({ length: 50 }, (_, user) => ({ date: DAY, os: 'tizen', user: 7 + user })),
  );
  const window = { targeting: { os: { include: ['tizen'] } }, span: SPAN };
  assert.deepEqual([...(await readDailyReach(client, window)).users], [50, 0]);
  assert.equal((await readUserFrequency(client, window)).users, 50);
});

test('what is known beforehand spares work and changes no answer', async (t) => {
  const client = await testHistory(t);
  await manyUsers(client);
  await insertRequests(
    client,
    Array.from({ length: 1_000 }, (_, user) => ({ date: DAY, os: 'tizen', user: 7 + user })),
  );
  const cap = { impressions: 1, per: 'day' } as const;
  for (const [os, requests] of [
    ['ios', [60_000, 60_000]],
    ['tizen', [1_000, 0]],
  ] as const) {
    const window = { targeting: { os: { include: [os] } }, span: SPAN };
    const known = { ...window, requests: Float64Array.from(requests), hasTakenBack: false };
    assert.deepEqual(await readDailyReach(client, known), await readDailyReach(client, window));
    assert.deepEqual(
      await readUserFrequency(client, known),
      await readUserFrequency(client, window),
    );
    assert.equal(
      await readCapShare(client, { ...known, cap }),
      await readCapShare(client, { ...window, cap }),
    );
  }
});
