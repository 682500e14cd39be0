import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeData } from './data.ts';

const { data, forecast } = SCENARIO;
const FRESH = { text: 'how fresh are the data?' };

test('a forecast from older data is told beside what there is now', () => {
  const old = { ...forecast, dataThrough: '2026-11-20' };
  const older = composeData({ data, forecast: old }, FRESH);
  assert.match(textOf(older.told), /^The data go through 22 Nov 2026, yesterday/);
  assert.match(textOf(older.told), /This forecast is from data through 20 Nov 2026/);
  assert.deepEqual(older.uses, ['data', 'forecast']);
  assert.deepEqual(composeData({ data, forecast }, FRESH).uses, ['data']);
});

test('where they come from is told first where it is asked, and once', () => {
  const origins = {
    generated: /^These are demo data: generated, not observed\. The data go/,
    observed: /^These are observed data, not generated ones\. The data go/,
    mixed: /^These are mixed data: in part observed, in part generated\. The data go/,
  };
  for (const origin of ['generated', 'observed', 'mixed'] as const) {
    const { told } = composeData({ data: { ...data, origin } }, { text: 'is this real data?' });
    assert.match(textOf(told), origins[origin]);
    assert.equal(textOf(told).match(/generated/g)?.length, 1);
  }
});

test('what can be targeted is told first where it is asked', () => {
  const { told } = composeData({ data }, { text: 'which dimensions do they have?' });
  assert.match(textOf(told), /^You can target by age, gender, /);
});

test('without history it says how to get some, and stands on nothing', () => {
  const { told, uses } = composeData({}, FRESH);
  assert.match(textOf(told), /ducky import FILE/);
  assert.deepEqual(uses, []);
});
