import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isRetrainingDue } from './retraining-due.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

const CASES: [name: string, trained: number | null, failed: number | null, expected: boolean][] = [
  ['a week after the last one', 7, null, true],
  ['long after it, as after downtime', 90, null, true],
  ['sooner', 6.9, null, false],
  ['before there is a model', null, null, false],
  ['where the last try failed an hour ago', 8, 0.04, false],
  ['where the last try failed a day ago', 8, 1, true],
  ['where a try failed before the last one', 1, 8, false],
  ['where the model was trained by a clock that is ahead', -3, null, false],
];

for (const [name, trained, failed, expected] of CASES) {
  test(`${name}, a retraining is ${expected ? '' : 'not '}due`, () => {
    const trainedAt = trained === null ? null : daysAgo(trained);
    const failedAt = failed === null ? null : daysAgo(failed);
    assert.equal(isRetrainingDue({ trainedAt, failedAt }, { everyDays: 7, now: NOW }), expected);
    assert.equal(isRetrainingDue({ trainedAt, failedAt }, { everyDays: 0, now: NOW }), false);
  });
}
