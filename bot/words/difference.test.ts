import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../testing/sample-forecast.ts';
import {
  changeInWords,
  changesBetween,
  overlapOf,
  relativeChange,
  signedPercent,
} from './difference.ts';

const change = (before: number, after: number) => ({ name: 'reach', before, after });

test('a change says by how much, and from what to what', () => {
  const said = [
    change(1_240, 900),
    change(900, 1_240),
    change(10, 130),
    change(1_000, 1_004),
    change(0, 50),
    change(50, 0),
    change(0, 0),
  ].map(changeInWords);
  assert.deepEqual(said, [
    '−27% reach (1.2k → 900)',
    '+38% reach (900 → 1.2k)',
    '+1,200% reach (10 → 130)',
    'same reach (1k)',
    'reach 0 → 50',
    '−100% reach (50 → 0)',
    'same reach (0)',
  ]);
});

test('a percentage has its sign, and one that rounds to nothing has both', () => {
  const said = [0.12, -0.23, 12, 0.004, -0.004, 0].map(signedPercent);
  assert.deepEqual(said, ['+12%', '−23%', '+1,200%', '±0%', '±0%', '±0%']);
});

test('from nothing there is no relative change', () => {
  assert.equal(relativeChange(change(0, 1)), null);
});

test('impressions are compared by day, as flights may differ in length', () => {
  const [level, reach] = changesBetween(sampleForecast({ days: 7 }), sampleForecast({ days: 14 }));
  assert.equal(level?.name, 'impressions a day');
  assert.equal(level.before, level.after);
  assert.equal(reach?.after, 2 * (reach?.before ?? 0));
});

test('what data without users cannot tell is not compared', () => {
  const { total, ...rest } = sampleForecast();
  const without = { ...rest, total: { ...total, reach: null } };
  const names = changesBetween(sampleForecast(), without).map(({ name }) => name);
  assert.deepEqual(names, ['impressions a day']);
});

test('ranges overlap widely where each expects what the other takes for likely', () => {
  const range = { p10: 80, p50: 100, p90: 120 };
  assert.equal(overlapOf(range, { p10: 90, p50: 110, p90: 130 }), 'wide');
  assert.equal(overlapOf(range, { p10: 110, p50: 130, p90: 150 }), 'partial');
  assert.equal(overlapOf(range, { p10: 130, p50: 150, p90: 170 }), 'none');
});
