import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BREAKDOWN_DIMENSIONS } from '../../../data/dimensions.ts';
import type { Targeting } from '../../../data/plan.ts';
import { offeredBreakdowns } from './offered-breakdowns.ts';

const offered = (targeting: Targeting) => offeredBreakdowns(targeting, {});

test('what the plan leaves open is offered, and what it lists several values of', () => {
  assert.deepEqual(offered({}), [...BREAKDOWN_DIMENSIONS]);
  assert.ok(!offered({ os: { include: ['ios'] } }).includes('os'));
  assert.ok(offered({ os: { include: ['ios', 'android'] } }).includes('os'));
  assert.ok(offered({ os: { exclude: ['ios'] } }).includes('os'));
  assert.ok(!offered({ gender: ['female'] }).includes('gender'));
});

test('of places, only the grains below the one asked for', () => {
  const grains = (...include: string[]) =>
    offered({ geo: { include } }).filter((name) => ['country', 'region', 'city'].includes(name));
  assert.deepEqual(grains('IN'), ['region', 'city']);
  assert.deepEqual(grains('IN-MH'), ['city']);
  assert.deepEqual(grains('IN/Mumbai'), []);
  assert.deepEqual(grains('IN/Mumbai', 'IN/Pune'), ['region', 'city']);
  assert.deepEqual(grains('IN', 'DE'), ['country', 'region', 'city']);
});

test('ages are offered where there is more than one band', () => {
  const hasAge = (age: Targeting['age']) => offered({ age }).includes('age');
  assert.equal(hasAge({ min: 25, max: 34 }), false);
  assert.equal(hasAge({ min: 25, max: 35 }), true);
  assert.equal(hasAge({ min: 65 }), false);
  assert.equal(hasAge({ min: 25, max: 34, includeUnknown: true }), true);
});

test('what the data do not carry is not offered', () => {
  const known = { os: ['ios'], browser: ['unknown'], geo: ['IN', 'IN/Mumbai'], site: [] };
  assert.deepEqual(offeredBreakdowns({}, known), ['os', 'country', 'city']);
});
