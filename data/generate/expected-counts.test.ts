import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../clickhouse/run.ts';
import { testHistory } from '../clickhouse/test-history.ts';
import type { Match } from './event.ts';
import { expectedInSpan, expectedRequests } from './expected-counts.ts';
import { generateDays } from './generate-days.ts';
import { openMarket, type Recipe } from './market.ts';
import { type Profile, profileSchema, readDefaultProfile } from './profile.ts';
import { SESSION_LENGTHS } from './sessions.ts';

const SPAN = { first: '2026-11-02', last: '2026-11-15' };
const OUTAGE = '2026-11-11';
const LAUNCH = '2026-11-09';
const STREAMBOX = 'com.example.streambox';

/** Requests of a session are alike: the variance of a share is as many times that of single ones. */
const DESIGN_EFFECT =
  SESSION_LENGTHS.reduce<number>((sum, length) => sum + length ** 2, 0) /
  SESSION_LENGTHS.reduce<number>((sum, length) => sum + length, 0);

const EVENTS: Profile['events'] = [
  { name: 'holiday', from: '11-07', to: '11-08', match: { country: ['IN'] }, factor: 1.8 },
  { name: 'outage', from: OUTAGE, to: OUTAGE, match: { app: [STREAMBOX] }, factor: 0 },
  {
    name: 'before the launch',
    to: '2026-11-08',
    match: { site: ['stylefile.example'], country: ['US'] },
    factor: 0,
  },
  {
    name: 'video is pushed',
    from: '2026-11-12',
    match: { format: ['video'], deviceType: ['phone'] },
    factor: 3,
  },
];

async function generate(t: TestContext) {
  const client = await testHistory(t);
  const bundled = await readDefaultProfile();
  const profile = profileSchema.parse({ ...bundled, activityTail: 1.6, events: EVENTS });
  const recipe: Recipe = { seed: 11, profile, rowsPerDay: 20_000 };
  await generateDays(client, { ...recipe, span: SPAN });
  return { client, market: openMarket(recipe) };
}

const counted = z.object({ requests: z.number(), users: z.number() });

function count(client: ClickHouseClient, where: string, params: Record<string, unknown> = {}) {
  const query = `SELECT sum(count) AS requests, uniqExact(user) AS users FROM request WHERE ${where}`;
  return queryRow(client, { query, params, row: counted });
}

/** Five standard deviations: chance exceeds them once in a million times. */
function within(actual: number, expected: number, { variance }: { variance: number }) {
  const allowed = 5 * Math.sqrt(Math.max(1, variance));
  assert.ok(Math.abs(actual - expected) <= allowed, `${actual}, not ${expected} ± ${allowed}`);
}

function conditionOf(match: Match): string {
  const parts = Object.entries(match).map(
    ([column, values]) => `${column} IN (${values?.map((value) => `'${value}'`)})`,
  );
  return parts.join(' AND ') || '1';
}

const MATCHES: Match[] = [
  {},
  { country: ['IN'] },
  { country: ['US', 'GB'], deviceType: ['ctv'] },
  { os: ['ios'], deviceType: ['phone'] },
  { app: [STREAMBOX], country: ['IN'] },
  { site: ['stylefile.example'], country: ['US'] },
  { format: ['video'], country: ['BR'] },
  { site: ['cricketnow.example'], format: ['native'] },
];

test('what is generated is what the truth says', async (t) => {
  const { client, market } = await generate(t);
  const onDay = async (day: string, match: Match) => {
    const { requests } = await count(client, `date = {day:Date} AND ${conditionOf(match)}`, {
      day,
    });
    const expected = expectedRequests(day, market, match);
    within(requests, expected, { variance: DESIGN_EFFECT * expected });
    return expected;
  };

  for (const match of MATCHES) {
    const where = conditionOf(match);
    await t.test(`requests and reach of the span where ${where}`, async () => {
      const actual = await count(client, where);
      const expected = expectedInSpan(SPAN, market, match);
      within(actual.requests, expected.requests, { variance: DESIGN_EFFECT * expected.requests });
      within(actual.users, expected.users, { variance: expected.users });
    });
    await t.test(`single days where ${where}`, async () => {
      for (const day of ['2026-11-06', '2026-11-08', '2026-11-12']) await onDay(day, match);
    });
  }

  await t.test('holiday, outage and launch', async () => {
    const india = { country: ['IN'] };
    assert.ok((await onDay('2026-11-08', india)) > 1.3 * (await onDay('2026-11-15', india)));
    assert.equal(await onDay(OUTAGE, { app: [STREAMBOX] }), 0);
    const styleInUs = { site: ['stylefile.example'], country: ['US'] };
    assert.equal(await onDay('2026-11-08', styleInUs), 0);
    assert.ok((await onDay(LAUNCH, styleInUs)) > 0);
  });

  await t.test('missing demographics, floors and outcomes', async () => {
    await checkShares(client);
  });
});

const shares = z.object({ total: z.number(), part: z.number(), broken: z.number() });

const VIDEO_IN_INDIA = `
  SELECT count() AS total, countIf(won = 1) AS part,
    countIf(NOT (floorCurrency = 'INR' AND abs(log(floorCpm / 110)) < log(2.5) + 0.001
      AND if(won = 1, clearingCpm >= floorCpm, clearingCpm = 0))) AS broken
  FROM request WHERE country = 'IN' AND format = 'video'`;

/** Browsers without a rule of their own; whoever's gender is missing misses the age as well. */
const ON_DESKTOPS = `
  SELECT uniqExact(user) AS total, uniqExactIf(user, age = 0) AS part,
    countIf(gender = 'unknown' AND age != 0) AS broken
  FROM request WHERE deviceType = 'desktop' AND browser IN ('chrome', 'edge')`;

async function checkShares(client: ClickHouseClient) {
  for (const [query, share] of [
    [VIDEO_IN_INDIA, 0.22],
    [ON_DESKTOPS, 0.16],
  ] as const) {
    const { total, part, broken } = await queryRow(client, { query, row: shares });
    assert.equal(broken, 0);
    within(part, share * total, { variance: share * (1 - share) * total });
  }
}
