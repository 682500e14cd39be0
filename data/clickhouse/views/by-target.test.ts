import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import fc from 'fast-check';
import { z } from 'zod';

import { GENDERS, WEEK } from '../../dimensions.ts';
import type { Targeting } from '../../plan.ts';
import { queryRows, runStatement } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { insertRequests, type TestRequest, testHistory } from '../test-history.ts';
import { encodeTarget } from './target.ts';

const row = z.object({
  date: z.string(),
  impressions: z.number(),
  reach: z.number(),
  reach_error: z.number(),
});

function daily(client: ClickHouseClient, target: string) {
  const query = 'SELECT * FROM daily_by_target(target = {target:String}) ORDER BY date';
  return queryRows(client, { query, params: { target }, row });
}

/** The same by the conditions that forecasts use, counted one by one. */
function counted(client: ClickHouseClient, targeting: Targeting) {
  const { conditions, params } = targetingConditions(targeting);
  const query = `
    SELECT
      date, sum(seen) AS impressions,
      countIf(user != 0 AND seen > 0) AS reach, toFloat64(0) AS reach_error
    FROM (
      SELECT date, user, sum(count) AS seen
      FROM request WHERE ${matchesAll({ conditions })} GROUP BY date, user
    )
    GROUP BY date HAVING impressions > 0 ORDER BY date`;
  return queryRows(client, { query, params, row });
}

const TEXTS = ['ios', 'unknown', `a'b"c\\d`, '$\u007b_target}', 'é😀', 'line\nbreak'];
const PLACES = [
  { country: 'IN', region: 'IN-MH', city: 'Mumbai' },
  { country: 'US', region: 'US-AL', city: 'Birmingham' },
  { country: 'GB', region: 'unknown', city: 'Birmingham' },
  { country: '187', region: 'unknown', city: `St. John's` },
];
const GEO = ['IN', 'IN-MH', 'IN/Mumbai', 'US-AL/Birmingham', 'GB/Birmingham', '187', 'GB-ENG'];

const text = fc.constantFrom(...TEXTS);
const texts = fc.uniqueArray(text, { maxLength: 2 });

const request: fc.Arbitrary<TestRequest> = fc
  .record({
    date: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-07'),
    place: fc.constantFrom(...PLACES),
    hour: fc.integer({ min: -1, max: 23 }),
    os: text,
    site: text,
    category: texts,
    gender: fc.constantFrom(...GENDERS),
    age: fc.constantFrom(0, 1, 17, 18, 24, 25, 34, 65, 120, 200),
    user: fc.integer({ min: 0, max: 9 }),
    // Below zero, a request is taken back.
    count: fc.constantFrom(-2, -1, 1, 2, 3),
  })
  .map(({ place, ...columns }) => ({ ...columns, ...place }));

const list = (values: fc.Arbitrary<string>) =>
  fc.record(
    {
      include: fc.array(values, { maxLength: 3 }),
      exclude: fc.array(values, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );

const targeting: fc.Arbitrary<Targeting> = fc.record(
  {
    age: fc
      .record({
        ages: fc.uniqueArray(fc.constantFrom(0, 18, 24, 25, 30, 64, 65, 120), {
          minLength: 2,
          maxLength: 2,
        }),
        includeUnknown: fc.boolean(),
      })
      .map(({ ages, includeUnknown }) => ({
        min: Math.min(...ages),
        max: Math.max(...ages),
        includeUnknown,
      })),
    gender: fc.uniqueArray(fc.constantFrom(...GENDERS), { maxLength: 2 }),
    os: list(text),
    geo: list(fc.constantFrom(...GEO)),
    site: list(text),
    category: list(text),
    dayparts: fc.array(
      fc
        .record({
          days: fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1, maxLength: 7 }),
          from: fc.integer({ min: 0, max: 23 }),
          hours: fc.integer({ min: 1, max: 24 }),
        })
        .map(({ days, from, hours }) => ({ days, from, to: Math.min(24, from + hours) })),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

test('a view gives of any targeting what the conditions of forecasts give', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, fc.sample(request, { numRuns: 600, seed: 5 }));
  await fc.assert(
    fc.asyncProperty(targeting, async (asked) => {
      const [answer, expected] = await Promise.all([
        daily(client, encodeTarget(asked)),
        counted(client, asked),
      ]);
      assert.deepEqual(answer, expected);
    }),
    { numRuns: 16, seed: 7 },
  );
});

test('the frequencies of users and the floors of a targeting are told', async (t) => {
  const client = await testHistory(t);
  const date = '2026-11-02';
  await insertRequests(client, [
    { date, os: 'ios', user: 1, floorCpm: 0.5, floorCurrency: 'EUR' },
    { date, os: 'ios', user: 1, floorCpm: 0.501, floorCurrency: 'EUR' },
    { date, os: 'ios', user: 2 },
    { date, os: 'android', user: 3 },
    { date: '2026-11-03', os: 'ios', user: 2 },
  ]);
  const params = { target: encodeTarget({ os: { include: ['ios'] } }), day: date };
  const ask = (query: string) =>
    queryRows(client, { query, params, row: z.array(z.unknown()).or(z.looseObject({})) });
  assert.deepEqual(
    await ask(`SELECT * FROM user_frequency_by_target(
      target = {target:String}, first = {day:String}, last = {day:String}) ORDER BY times_seen`),
    [
      { times_seen: 1, users: 1 },
      { times_seen: 2, users: 1 },
    ],
  );
  assert.deepEqual(
    await ask(`SELECT * FROM floor_by_target(target = {target:String})
      WHERE date = {day:String} ORDER BY floor_cpm`),
    [
      { date, floor_currency: '', floor_cpm: 0, impressions: 1 },
      { date, floor_currency: 'EUR', floor_cpm: 0.5, impressions: 2 },
    ],
  );
});

test('many users are estimated from the sample, with the error to expect', async (t) => {
  const client = await testHistory(t);
  const users = 40_000;
  const insert = (count: number, first: number, number: number) =>
    runStatement(client, {
      query: `INSERT INTO request (date, os, user, count)
        SELECT '2026-11-01', if(number < 50, 'tizen', 'ios'), 1 + number, {count:Int8}
        FROM numbers({first:UInt32}, {number:UInt32})`,
      params: { count, first, number },
    });
  const takenBack = 20_000;
  await insert(1, 0, users + takenBack);
  await insert(-1, users, takenBack);
  const [many] = await daily(client, encodeTarget({}));
  assert.equal(many?.impressions, users);
  assert.ok(many.reach_error > 0 && many.reach_error < 0.025);
  assert.ok(Math.abs(many.reach / users - 1) < 4 * many.reach_error, `${many.reach} users`);
  const [few] = await daily(client, encodeTarget({ os: { include: ['tizen'] } }));
  assert.deepEqual(few, { date: '2026-11-01', impressions: 50, reach: 50, reach_error: 0 });
});

test('what is not a targeting is refused, whatever it is', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: '2026-11-02' }]);
  const encode = (json: string) => Buffer.from(json).toString('base64url');
  for (const target of [
    '',
    '####',
    `x'; DROP TABLE request; --`,
    encode('{"oss": {"include": ["ios"]}}'),
    encode('{"os": {"include": ["ios"], "only": []}}'),
    encode('{"os": ["ios"]}'),
    encode('{"age": {"min": 40, "max": 30}}'),
    encode('{"gender": ["woman"]}'),
    encode('[]'),
  ]) {
    await assert.rejects(daily(client, target), /The target is not a targeting/, target);
  }
});
