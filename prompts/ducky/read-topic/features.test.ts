import assert from 'node:assert/strict';
import { test } from 'node:test';

import { featuresOf } from './features.ts';

test('words count by their stem, where they stand and by their letters', () => {
  assert.deepEqual(
    [...featuresOf('Ducks swim?').keys()],
    ['duck', 'swim', '^duck', '^ duck', '^ … swim', 'duck swim', 'duck … $', 'swim $'].concat([
      '…_du',
      '…duc',
      '…uck',
      '…cks',
      '…ks_',
      '…_sw',
      '…swi',
      '…wim',
      '…im_',
    ]),
  );
});

test('numbers are one, but for the names of ranges', () => {
  assert.deepEqual(featuresOf('91,000 a day'), featuresOf('2.4m a day'));
  assert.ok(featuresOf('p10').has('p10'));
});

test('nothing is seen in nothing', () => {
  assert.equal(featuresOf(' ?! ').size, 0);
});
