import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { addDays } from '../data/calendar.ts';
import { GENDERS, WEEK } from '../data/dimensions.ts';
import { canonicalPlan, type Plan } from '../data/plan.ts';
import { describePlan } from './describe.ts';
import { readText } from './reader/read.ts';

const today = '2026-11-22';

test('a plan is said in one line of plain English', () => {
  const { line, parts } = describePlan({
    targeting: {
      age: { min: 25, max: 34 },
      gender: ['female'],
      os: { include: ['ios'] },
      geo: { include: ['IN/Mumbai'] },
      format: { include: ['video'] },
    },
    flight: { start: '2026-11-23', end: '2026-12-06' },
    frequencyCap: { impressions: 3, per: 'day' },
  });
  assert.equal(
    line,
    'women aged 25-34 on iOS in Mumbai, video, 23 Nov to 6 Dec 2026 (14 days), at most 3 a day',
  );
  assert.deepEqual(
    parts.map(({ label }) => label),
    ['Audience', 'System', 'Place', 'Format', 'Flight', 'Frequency cap'],
  );
});

test('a place without a name of its own is said with where it lies, or by its code', () => {
  const plan = (value: string): Plan => ({
    targeting: { geo: { include: [value] } },
    flight: { start: '2026-11-23', end: '2026-11-23' },
  });
  assert.equal(describePlan(plan('US-AL/Birmingham')).line, 'in Birmingham, Alabama, 23 Nov 2026');
  assert.equal(describePlan(plan('geo-216')).line, 'place "geo-216", 23 Nov 2026');
});

const someOf = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });

const listOf = (...values: string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 5 })
    .chain((chosen) =>
      fc
        .nat(chosen.length)
        .map((cut) => ({ include: chosen.slice(0, cut), exclude: chosen.slice(cut) })),
    );

const ages = fc
  .tuple(fc.integer({ min: 1, max: 119 }), fc.integer({ min: 1, max: 119 }), fc.boolean())
  .map(([a, b, includeUnknown]) => ({ min: Math.min(a, b), max: Math.max(a, b), includeUnknown }));

const dayparts = fc.array(
  fc.record({
    days: someOf(...WEEK),
    from: fc.integer({ min: 0, max: 11 }),
    to: fc.integer({ min: 12, max: 24 }),
  }),
  { minLength: 1, maxLength: 3 },
);

const targetings = fc.record(
  {
    age: ages,
    gender: someOf(...GENDERS),
    deviceType: listOf('phone', 'tablet', 'desktop', 'ctv', 'settop', 'mobile'),
    os: listOf('ios', 'android', 'windows', 'macos', 'kaios 3'),
    geo: listOf(
      'IN',
      'IN-MH',
      'IN/Mumbai',
      'US-AL/Birmingham',
      'BR/São Paulo',
      'GE',
      'place 7',
      'US/New York City',
      'DE/Berlin',
      'US-TX',
      'FR/Paris',
    ),
    site: listOf('news.example', 'a "quoted" \\ site', 'Größe.example'),
    category: listOf('sports', 'arts & entertainment'),
    format: listOf('banner', 'video', 'audio', 'native', 'interstitial', 'rewarded'),
    size: listOf('300x250', '728x90', 'fluid'),
    position: listOf('1', '3'),
    segment: listOf('auto intenders', 'women in Pune'),
    dayparts,
  },
  { requiredKeys: [] },
);

const flights = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 365 }))
  .map(([ahead, length]) => {
    const start = addDays(today, ahead);
    return { start, end: addDays(start, length) };
  });

const money = fc.record({
  amount: fc.integer({ min: 1, max: 100_000_000 }).map((cents) => cents / 100),
  currency: fc.constantFrom('USD', 'INR', 'EUR', 'ALL'),
});

const plans: fc.Arbitrary<Plan> = fc.record(
  {
    targeting: targetings,
    flight: flights,
    goal: fc.record({ impressions: fc.integer({ min: 1, max: 1_000_000_000 }) }),
    bidCpm: money,
    budget: fc
      .tuple(money, fc.constantFrom('flight' as const, 'day' as const))
      .map(([amount, per]) => ({ ...amount, per })),
    frequencyCap: fc.record({
      impressions: fc.integer({ min: 1, max: 1000 }),
      per: fc.constantFrom('hour', 'day', 'week', 'flight'),
    }),
  },
  { requiredKeys: ['targeting', 'flight'] },
);

test('what is written is read back to the same plan', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { line } = describePlan(plan);
      const reading = readText(line, { today });
      assert.deepEqual(
        reading.kind === 'plan' && reading.plan,
        canonicalPlan(plan),
        `${line}\n${JSON.stringify(reading)}`,
      );
    }),
    { numRuns: 200 },
  );
});
