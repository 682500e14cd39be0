import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ORIGIN_NOTES } from '../../../../data/origin-notes.ts';
import { SCENARIO } from '../testing/scenario.ts';
import { demoNote } from './demo-note.ts';

const { forecast } = SCENARIO;
const NOTE = { kind: 'note', text: ORIGIN_NOTES.generated ?? '' } as const;

test('figures of demo data are told as such, once', () => {
  for (const uses of [['forecast'], ['history'], ['docs', 'forecast']] as const) {
    assert.deepEqual(demoNote({ forecast }, { told: [], uses }), [NOTE]);
  }
  assert.deepEqual(demoNote({ forecast }, { told: [NOTE], uses: ['forecast'] }), []);
});

test('so is nothing else: words, what the data hold, what was observed', () => {
  for (const uses of [['docs'], ['data'], []] as const) {
    assert.deepEqual(demoNote({ forecast }, { told: [], uses }), []);
  }
  const observed = { ...forecast, notes: ['Only 9 days of history.'] };
  assert.deepEqual(demoNote({ forecast: observed }, { told: [], uses: ['forecast'] }), []);
  assert.deepEqual(demoNote({}, { told: [], uses: ['accuracy'] }), []);
});
