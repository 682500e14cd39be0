import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayRange } from '../calendar.ts';
import { missingBatches } from './batches.ts';
import { openMarket } from './market.ts';
import { readDefaultProfile } from './profile.ts';

const NOTHING = new Map<string, number>();

interface Asked {
  last: string;
  present?: ReadonlyMap<string, number>;
  rowsPerDay?: number;
}

/** The batches of the days from 25 October on, each as its first and last day. */
async function batchesTo({ last, present = NOTHING, rowsPerDay = 1000 }: Asked) {
  const market = openMarket({ seed: 7, profile: await readDefaultProfile(), rowsPerDay });
  const days = dayRange('2026-10-25', last).map((day) => ({ day, rows: rowsPerDay }));
  const batches = missingBatches(days, { market, present });
  return batches.map((batch) => [batch.at(0)?.day, batch.at(-1)?.day].join(' '));
}

const ONE_BY_ONE = ['2026-11-09 2026-11-09', '2026-11-10 2026-11-10'];
const TOGETHER = ['2026-10-25 2026-10-31', '2026-11-01 2026-11-08'];

test('days are together within a month, and those of an unfinished batch alone', async () => {
  assert.deepEqual(await batchesTo({ last: '2026-11-10' }), [...TOGETHER, ...ONE_BY_ONE]);
  assert.deepEqual(await batchesTo({ last: '2026-11-08' }), TOGETHER);
  const later = await batchesTo({ last: '2026-11-16' });
  assert.deepEqual(later, [...TOGETHER, '2026-11-09 2026-11-16']);
});

test('days that are there are left out, and those around them come alone', async () => {
  const present = new Map([
    ...dayRange('2026-10-25', '2026-11-08').map((day) => [day, 1000] as const),
    ['2026-11-09', 1000],
    ['2026-11-10', 3],
  ]);
  const batches = await batchesTo({ last: '2026-11-16', present });
  assert.deepEqual(
    batches,
    dayRange('2026-11-10', '2026-11-16').map((day) => `${day} ${day}`),
  );
});

test('large days come alone', async () => {
  const batches = await batchesTo({ last: '2026-11-08', rowsPerDay: 400_000 });
  assert.equal(batches.length, 15);
});
