import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../errors.ts';
import { parseProfile, profileHash, profileSchema, readDefaultProfile } from './profile.ts';

test('a profile of which something could not be drawn is refused', async () => {
  const profile = { ...(await readDefaultProfile()), events: [] };
  for (const change of [
    { gender: {} },
    { gender: { female: 0 } },
    { age: { unknown: 0 } },
    { age: { '34-25': 1 } },
    { age: { '65-130': 1 } },
    { age: { old: 1 } },
    { country: { IN: 0 } },
    { prices: { default: { floorCpm: 1, spread: 2, currency: 'usd', winRate: 0.1, margin: 0 } } },
  ]) {
    const parsed = profileSchema.safeParse({ ...profile, ...change });
    assert.deepEqual(
      parsed.error?.issues.map(({ path }) => path[0]),
      Object.keys(change),
    );
  }
});

test('every problem of a profile is listed, values that it does not have too', async () => {
  const profile = await readDefaultProfile();
  const events = [
    { name: 'outage', match: { app: ['com.example.misspelt'], country: ['FR'] }, factor: 0 },
  ];
  const problemsOf = (change: object) => {
    try {
      parseProfile({ ...profile, ...change }, 'No.');
    } catch (error) {
      assert.ok(error instanceof AppError && error.code === 'bad_input');
      return error.problems;
    }
    return [];
  };
  assert.deepEqual(problemsOf({ events }), [
    'events.0.match.country: FR is not in this market',
    'events.0.match.app: com.example.misspelt is not in this market',
  ]);
  assert.equal(problemsOf({ growthPerYear: 99, weekday: [1] }).length, 2);
  const crowd = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`C${index}`, 1]));
  assert.match(problemsOf({ country: crowd }).join(), /60 countries/);
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`v${index}`, 1]));
  const vast = { deviceType: { default: many }, os: { default: many }, events: [] };
  assert.match(problemsOf(vast).join(), /more than 5000 combinations/);
});

test('names that would break what holds them are refused, or are names like any other', async () => {
  const profile = { ...(await readDefaultProfile()), events: [] };
  const site = { share: 1, category: ['news'] };
  for (const name of ['', 'a\nb', 'nul\u0000', 'x'.repeat(201)]) {
    const refused = { ...profile, sites: { [name]: site } };
    assert.equal(profileSchema.safeParse(refused).success, false, JSON.stringify(name));
  }
  const sites = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {}, "toString": {}}');
  for (const name of ['constructor', 'toString']) sites[name] = site;
  const parsed = profileSchema.parse({ ...profile, sites });
  assert.deepEqual(Object.keys(parsed.sites), ['constructor', 'toString']);
  assert.equal('polluted' in {}, false);
});

test('the profile of an older history still reads, and keeps its hash', async () => {
  const { activityTail, patterns, events, missing, prices, ...older } = await readDefaultProfile();
  assert.ok(activityTail && patterns && events && missing && prices);
  const recorded = JSON.stringify(older);
  const read = profileSchema.parse(JSON.parse(recorded));
  assert.equal(JSON.stringify(read), recorded);
  assert.equal(profileHash(read), profileHash(older));
});
