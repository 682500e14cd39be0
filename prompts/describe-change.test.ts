import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { canonicalPlan, type Plan } from '../data/plan.ts';
import { describeChange, nameSides } from './describe-change.ts';
import { plans } from './testing/plans.ts';

const before: Plan = {
  targeting: {
    gender: ['female'],
    os: { include: ['ios'] },
    geo: { include: ['IN/Mumbai'] },
  },
  flight: { start: '2026-11-23', end: '2026-12-06' },
  frequencyCap: { impressions: 3, per: 'day' },
};
const { targeting, flight } = before;

test('a change is said in the words of a planner, an item for each part', () => {
  const after: Plan = {
    targeting: {
      age: { min: 18 },
      os: { include: ['android'] },
      geo: { include: ['IN/Mumbai', 'IN/Pune'] },
      deviceType: { exclude: ['tablet'] },
    },
    flight: { start: '2026-11-23', end: '2026-12-22' },
    goal: { impressions: 5_000_000 },
    budget: { amount: 50_000, currency: 'INR', per: 'day' },
  };
  assert.deepEqual(describeChange(before, after), [
    'Age: any → 18+',
    'Gender: women → any',
    'Device: any → all but tablets',
    'OS: iOS → Android',
    'Place: Mumbai → Mumbai and Pune',
    'Flight: 14 days from 23 Nov → 30 days from 23 Nov',
    'Goal: none → 5,000,000 impressions',
    'Budget: none → INR 50,000 a day',
    'Frequency cap: at most 3 a day → none',
  ]);
});

test('the years are said where they differ', () => {
  const later = { ...before, flight: { start: '2027-01-01', end: '2027-01-14' } };
  assert.deepEqual(describeChange(before, later), [
    'Flight: 14 days from 23 Nov 2026 → 14 days from 1 Jan 2027',
  ]);
});

test('a long list is cut, but never so that two read the same', () => {
  const sites = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example`);
  const withSites = (include: string[]): Plan => ({
    targeting: { ...targeting, site: { include } },
    flight,
  });
  assert.deepEqual(nameSides(withSites(sites), withSites(['z.example'])), [
    'a.example, b.example, c.example, d.example and 2 more',
    'z.example',
  ]);
  const [first, second] = nameSides(
    withSites(sites),
    withSites([...sites.slice(0, 5), 'g.example']),
  );
  assert.match(first, /e\.example and f\.example$/);
  assert.match(second, /e\.example and g\.example$/);
});

const sides: [change: Partial<Plan>, other: Partial<Plan>, names: [string, string]][] = [
  [{}, { targeting: { ...targeting, os: { include: ['android'] } } }, ['iOS', 'Android']],
  [{}, { targeting: { ...targeting, os: {} } }, ['iOS', 'any OS']],
  [{}, { targeting: { ...targeting, geo: {} } }, ['Mumbai', 'everywhere']],
  [{}, { flight: { start: '2026-11-23', end: '2026-11-29' } }, ['14 days', '7 days']],
  [{}, { flight: { start: '2026-12-01', end: '2026-12-14' } }, ['from 23 Nov', 'from 1 Dec']],
  [
    { flight: { start: '2026-11-23', end: '2026-11-29' } },
    { targeting: { ...targeting, geo: { include: ['IN/Pune'] } } },
    ['Mumbai, 7 days', 'Pune, 14 days'],
  ],
  [
    { targeting: { ...targeting, app: { exclude: ['unknown'] } } },
    { targeting: { ...targeting, site: { exclude: ['unknown'] } } },
    ['in apps', 'on websites'],
  ],
  [{ targeting: { ...targeting, app: { exclude: ['unknown'] } } }, {}, ['in apps', 'any app']],
  [{ frequencyCap: undefined }, {}, ['no cap', 'at most 3 a day']],
  [{}, {}, ['the same plan', 'the same plan']],
];

for (const [change, other, names] of sides) {
  test(`two plans are told apart as ${names.join(' and ')}`, () => {
    assert.deepEqual(nameSides({ ...before, ...change }, { ...before, ...other }), names);
  });
}

test('something is said exactly where two plans differ, and each side has its own name', () => {
  fc.assert(
    fc.property(plans, plans, fc.boolean(), (first, second, isSame) => {
      const other = isSame ? structuredClone(first) : second;
      const isEqual = isDeepStrictEqual(canonicalPlan(first), canonicalPlan(other));
      assert.equal(describeChange(first, other).length === 0, isEqual);
      const [one, another] = nameSides(first, other);
      assert.equal(one === another, isEqual);
    }),
    { numRuns: 100 },
  );
});
