import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fitListNet, type JudgedList } from './list-net.ts';

/** Candidates by their signals; the first is right. */
function listOf(...rows: readonly (readonly number[])[]): JudgedList {
  return {
    rows: rows.map((row) => Float64Array.from(row)),
    isRight: rows.map((_, at) => at === 0),
  };
}

test('what right candidates have counts for them, what others have against them', () => {
  const [speaksFor = 0, speaksAgainst = 0, saysNothing = 1] = fitListNet([
    listOf([1, 0, 1], [0, 1, 1], [0, 0, 1]),
    listOf([1, 0, 0], [0, 1, 0]),
  ]);
  assert.ok(speaksFor > 0.5, `${speaksFor}`);
  assert.ok(speaksAgainst < -0.5, `${speaksAgainst}`);
  assert.ok(Math.abs(saysNothing) < 0.01, `${saysNothing}`);
});

test('one right candidate of several is enough: the others are not pushed up', () => {
  const both = { ...listOf([1, 0], [0, 1], [0, 0]), isRight: [true, true, false] };
  const [first = 0, second = 0] = fitListNet([both, listOf([1, 0], [0, 1])]);
  assert.ok(first > 0);
  assert.ok(second < first);
});

test('a question without a right candidate changes nothing', () => {
  const known = listOf([1, 0], [0, 1]);
  const unanswered = { ...listOf([0, 1], [1, 0]), isRight: [false, false] };
  assert.deepEqual(fitListNet([known, unanswered]), fitListNet([known]));
  assert.equal(fitListNet([unanswered]).length, 0);
});
