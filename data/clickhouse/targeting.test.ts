import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import fc from 'fast-check';
import { z } from 'zod';

import type { Targeting } from '../plan.ts';
import { queryRows } from './run.ts';
import { matchesAll, targetingConditions } from './targeting.ts';
import { insertRequests, testHistory } from './test-history.ts';

const DAY = '2026-11-02';

/** The users of the rows that match, ascending. */
async function matching(client: ClickHouseClient, targeting: Targeting): Promise<number[]> {
  const { conditions, params } = targetingConditions(targeting);
  const query = `SELECT user FROM request WHERE ${matchesAll({ conditions })} ORDER BY user`;
  const row = z.object({ user: z.number() });
  return (await queryRows(client, { query, params, row })).map(({ user }) => user);
}

test('geo mixes countries, regions, cities and opaque ids', async (t) => {
  const client = await testHistory(t);
  const places = [
    ['IN', 'IN-MH', 'Mumbai'],
    ['IN', 'IN-KA', 'Bengaluru'],
    ['US', 'US-AL', 'Birmingham'],
    ['GB', 'GB-ENG', 'Birmingham'],
    ['187', 'unknown', 'unknown'],
  ];
  await insertRequests(
    client,
    places.map(([country, region, city], user) => ({ date: DAY, country, region, city, user })),
  );
  const geo = (include: string[], exclude: string[] = []) =>
    matching(client, { geo: { include, exclude } });
  assert.deepEqual(await geo(['IN']), [0, 1]);
  assert.deepEqual(await geo(['IN'], ['IN/Mumbai']), [1]);
  assert.deepEqual(await geo(['US-AL/Birmingham', 'IN-KA', '187']), [1, 2, 4]);
  assert.deepEqual(await geo(['GB/Birmingham']), [3]);
  assert.deepEqual(await geo([], ['IN-MH', 'US', 'GB/Birmingham']), [1, 4]);
});

test('ages, genders, arrays and dayparts match what they say', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { date: DAY, user: 1, age: 25, gender: 'female', hour: 17, category: ['news', 'sports'] },
    { date: DAY, user: 2, age: 34, gender: 'unknown', hour: 22, category: [] },
    { date: '2026-11-07', user: 3, age: 0, gender: 'male', hour: -1, category: ['sports'] },
  ]);
  assert.deepEqual(await matching(client, {}), [1, 2, 3]);
  assert.deepEqual(await matching(client, { age: { min: 25, max: 33 } }), [1]);
  assert.deepEqual(await matching(client, { age: { max: 34 } }), [1, 2]);
  assert.deepEqual(await matching(client, { age: { min: 30, includeUnknown: true } }), [2, 3]);
  assert.deepEqual(await matching(client, { gender: ['unknown', 'male'] }), [2, 3]);
  assert.deepEqual(await matching(client, { category: { include: ['sports'] } }), [1, 3]);
  assert.deepEqual(await matching(client, { category: { exclude: ['news'] } }), [2, 3]);
  assert.deepEqual(await matching(client, { category: { include: ['unknown'] } }), [2]);
  const dayparts: Targeting['dayparts'] = [{ days: ['mon'], from: 17, to: 22 }];
  assert.deepEqual(await matching(client, { dayparts }), [1]);
});

test('any of hundreds of segments is found', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { date: DAY, user: 1, segment: ['s7', 's'] },
    { date: DAY, user: 2, segment: ['s599'] },
    { date: DAY, user: 3, segment: ['s600'] },
    { date: DAY, user: 4, segment: [] },
  ]);
  const include = Array.from({ length: 600 }, (_, index) => `s${index}`);
  assert.deepEqual(await matching(client, { segment: { include } }), [1, 2]);
  assert.deepEqual(await matching(client, { segment: { exclude: include } }), [3, 4]);
});

test('a hostile value matches exactly itself', async (t) => {
  const client = await testHistory(t);
  const pieces = [
    `'`,
    '"',
    '`',
    '\\',
    '\\n',
    '\n',
    '\t',
    '$',
    '{x}',
    '{p0:String}',
    '%',
    '--',
    'é',
    '😀',
    ')',
    ' OR 1=1',
    '[',
    ',',
    'NULL',
    'a',
  ];
  const value = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
    .map((parts) => `x${parts.join('')}x`);
  const values = [...new Set(fc.sample(value, { numRuns: 150, seed: 11 }))];
  const rows = values.map((text, user) => ({
    date: DAY,
    user,
    site: text,
    segment: [text],
    category: [text, 'a', text],
    city: text,
  }));
  await insertRequests(
    client,
    rows.map((row) => ({ ...row, country: 'IN' })),
  );
  for (const [user, text] of values.slice(0, 60).entries()) {
    assert.deepEqual(await matching(client, { site: { include: [text] } }), [user], text);
    assert.deepEqual(await matching(client, { category: { include: [text] } }), [user], text);
    const others = { site: { exclude: [text] }, segment: { include: [text] } };
    assert.deepEqual(await matching(client, others), [], text);
    assert.deepEqual(await matching(client, { geo: { include: [`IN/${text}`] } }), [user], text);
  }
});
