import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { addDays } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import type { Targeting } from '../../plan.ts';
import { seededRandom } from '../../random.ts';
import { CUBES } from '../cube.ts';
import { queryRow } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { chooseCountsTable } from './counts-source.ts';
import { readDailyCounts } from './daily-counts.ts';
import { readDailyGeneralisations } from './daily-generalisations.ts';

const FIRST = '2026-10-25';
const SPAN = { first: FIRST, last: addDays(FIRST, 13) };
const PLACES = [
  ['IN', 'IN-MH', 'Mumbai'],
  ['IN', 'IN-KA', 'Bengaluru'],
  ['US', 'US-AL', 'Birmingham'],
  ['GB', 'GB-ENG', 'Birmingham'],
  ['187', 'unknown', 'unknown'],
] as const;

const PLACES_OF_ALL_GRAINS = {
  include: ['IN', 'US-AL/Birmingham', '187'],
  exclude: ['IN/Mumbai'],
};

/** Requests of every age, some of which are taken back. */
function someRequests(random: () => number) {
  const among = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: 3000 }, (_, index) => {
    const [country, region, city] = among(PLACES);
    return {
      date: addDays(FIRST, Math.floor(random() * 14)),
      ...{ country, region, city },
      deviceType: among(['phone', 'tablet', 'unknown']),
      os: among(['ios', 'android']),
      gender: among(['female', 'male', 'unknown']),
      format: among(['banner', 'video']),
      category: among([[], ['news'], ['sports', 'news', 'news'], ['unknown']]),
      segment: among([[], ['gamers'], ['a,b', 'gamers'], ['a'], ['b'], ['']]),
      site: among(['one.example', 'other.example']),
      connection: among(['wifi', '4g']),
      hour: among([-1, 8, 20]),
      age: index % 256,
      count: among([1, 1, 2, 5, -1]),
    };
  });
}

/** Targetings by every dimension of the first cube, and by some that it lacks. */
function someTargeting(random: () => number): Targeting {
  const among = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  // Of few dimensions in every other targeting, else hardly one would suit the later cubes.
  const chance = among([0.12, 0.4]);
  const maybe = <T>(part: T): T | undefined => (random() < chance ? part : undefined);
  const rarely = <T>(part: T): T | undefined => (random() < 0.15 ? part : undefined);
  const year = () => Math.floor(random() * 121);
  const [one, other] = [year(), year()];
  const bands = [12, 13, 17, 18, 24, 25, 34, 35, 64, 65, 120];
  const edge = (age: number) => bands.find((band) => band >= age) ?? 120;
  const min = Math.min(one, other);
  const max = Math.max(one, other);
  const ages = random() < 0.5 ? { min, max } : { min: edge(min), max: edge(max) };
  const parts = {
    age: maybe({ ...ages, includeUnknown: random() < 0.5 }),
    gender: maybe<Targeting['gender']>(['female', 'unknown']),
    deviceType: maybe({ exclude: ['tablet'] }),
    os: maybe({ include: ['ios'] }),
    geo: maybe(among([PLACES_OF_ALL_GRAINS, { include: ['IN', '187'] }])),
    format: maybe({ include: ['video'] }),
    category: rarely(among([{ include: ['sports'] }, { exclude: ['unknown'] }])),
    segment: rarely(among([{ include: ['a,b', '', 'unknown'] }, { exclude: ['a'] }])),
    site: rarely({ include: ['one.example'] }),
    connection: rarely({ include: ['wifi'] }),
    dayparts: rarely<Targeting['dayparts']>([{ days: ['mon', 'sun'], from: 8, to: 9 }]),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part)) as Targeting;
}

/** The same from the requests themselves, whatever the cube may know. */
async function countRequests(client: ClickHouseClient, targeting: Targeting): Promise<number> {
  const matching = targetingConditions(targeting);
  const query = `SELECT sum(count) AS requests FROM request WHERE ${matchesAll(matching)}`;
  const row = z.object({ requests: z.number() });
  return (await queryRow(client, { query, params: matching.params, row })).requests;
}

const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);

function keep(targeting: Targeting, dimensions: readonly Dimension[]): Targeting {
  const kept = Object.entries(targeting).filter(([name]) => dimensions.includes(name as Dimension));
  return Object.fromEntries(kept);
}

test('the cube answers exactly as the requests do', async (t) => {
  const client = await testHistory(t);
  const random = seededRandom(21);
  await insertRequests(client, someRequests(random));
  const tables = new Set<string>();
  for (let run = 0; run < 60; run += 1) {
    const targeting = someTargeting(random);
    tables.add(chooseCountsTable(targeting).table);
    const window = { targeting, span: SPAN };
    const requests = await countRequests(client, targeting);
    const text = JSON.stringify(targeting);
    const counts = await readDailyCounts(client, window);
    assert.equal(sum(counts), requests, text);
    const generalisations = await readDailyGeneralisations(client, window);
    assert.deepEqual(generalisations.at(-1)?.impressions, counts, text);
    const some = generalisations[Math.floor(random() * generalisations.length)];
    assert.ok(some);
    const wider = keep(targeting, some.dimensions);
    assert.equal(sum(some.impressions), await countRequests(client, wider), text);
  }
  assert.deepEqual([...tables].sort(), [...CUBES.map(({ table }) => table), 'request'].sort());
});

test('targetings asked for at once are counted as each alone is', async (t) => {
  const client = await testHistory(t);
  const random = seededRandom(22);
  await insertRequests(client, someRequests(random));
  const windows = Array.from({ length: 60 }, (_, index) => {
    const span = index % 3 === 0 ? { ...SPAN, first: addDays(SPAN.first, 1) } : SPAN;
    return { targeting: someTargeting(random), span };
  });
  const together = await Promise.all(
    windows.map((window) => readDailyGeneralisations(client, window)),
  );
  for (const [index, window] of windows.entries()) {
    const alone = await readDailyGeneralisations(client, window);
    assert.deepEqual(together[index], alone, JSON.stringify(window));
  }
});

test('ages come from the cube where they are whole bands', () => {
  const tableOf = (age: Targeting['age']) => chooseCountsTable({ age }).table;
  assert.equal(tableOf({ min: 25, max: 44 }), 'request_audience_cube');
  assert.equal(tableOf({ min: 65, includeUnknown: true }), 'request_audience_cube');
  assert.equal(tableOf({ max: 12 }), 'request_audience_cube');
  assert.equal(tableOf({ min: 26, max: 44 }), 'request');
  assert.equal(tableOf({ min: 25, max: 43 }), 'request');
  assert.equal(tableOf({ min: 65, max: 119 }), 'request');
});

test('a format is told by the cube that has it', () => {
  const format = { include: ['video'] };
  assert.equal(chooseCountsTable({ format }).table, 'request_cube');
  assert.equal(
    chooseCountsTable({ format, geo: { include: ['IN/Mumbai'] } }).table,
    'request_cube',
  );
  assert.equal(chooseCountsTable({}).table, 'request_audience_cube');
});
