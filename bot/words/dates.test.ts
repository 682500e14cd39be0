import assert from 'node:assert/strict';
import { test } from 'node:test';

import { longDay, monthAndYear, shortDay, weekdayAndDay, weekdayName } from './dates.ts';

test('days are said with as much as their place needs', () => {
  assert.equal(shortDay('2026-09-03'), '3 Sep');
  assert.equal(longDay('2026-11-23'), '23 Nov 2026');
  assert.equal(weekdayAndDay('2026-11-23'), 'Mon 23 Nov');
  assert.equal(weekdayName('2026-11-28'), 'Saturday');
  assert.equal(monthAndYear('2026-09'), 'September 2026');
});
