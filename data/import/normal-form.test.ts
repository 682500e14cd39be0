import assert from 'node:assert/strict';
import { test } from 'node:test';

import { normalForm, normalRegion } from './normal-form.ts';
import { userHasher } from './user-key.ts';

test('values take their standard spelling', () => {
  assert.equal(normalForm('country', 'ind'), 'IN');
  assert.equal(normalForm('country', 'India'), 'IN');
  assert.equal(normalForm('country', '187'), '187');
  assert.equal(normalForm('os', ' iOS '), 'ios');
  assert.equal(normalForm('city', 'São Paulo'), 'São Paulo');
  assert.equal(normalForm('city', 'Sa\u0303o Paulo'), 'S\u00E3o Paulo');
  assert.equal(normalForm('gender', 'F'), 'female');
  assert.equal(normalForm('browser', 'NULL'), 'unknown');
  assert.equal(normalForm('gender', 'constructor'), 'constructor');
});

test('regions become ISO 3166-2 where they can', () => {
  for (const region of ['MH', 'in-mh', 'Maharashtra']) {
    assert.equal(normalRegion(region, 'IN'), 'IN-MH');
  }
  assert.equal(normalRegion('Springfield County', 'US'), 'Springfield County');
  assert.equal(normalRegion('unknown', 'IN'), 'unknown');
});

test('a user is known by a keyed hash, and nobody by 0', () => {
  const hash = userHasher('key');
  assert.equal(hash('u-1'), hash('u-1'));
  assert.notEqual(hash('u-1'), userHasher('other key')('u-1'));
  assert.match(hash('u-1'), /^[1-9]\d{10,19}$/);
  for (const id of ['', '00000000-0000-0000-0000-000000000000', 'null'])
    assert.equal(hash(id), '0');
});
