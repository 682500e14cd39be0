import assert from 'node:assert/strict';
import { test } from 'node:test';

import { partName, shortPartName } from './part-name.ts';

test('parts are called as people call them', () => {
  assert.equal(partName({ value: 'ios' }, 'os'), 'iOS');
  assert.equal(partName({ value: 'IN' }, 'country'), 'India');
  assert.equal(partName({ value: 'IN/Mumbai' }, 'city'), 'Mumbai, India');
  assert.equal(partName({ value: 'IN-DL/Delhi' }, 'city'), 'Delhi');
  assert.equal(partName({ value: 'IN-DL' }, 'region'), 'Delhi');
  assert.equal(partName({ value: 'GE' }, 'country'), 'Georgia');
  assert.equal(partName({ value: 'US-GA' }, 'region'), 'Georgia');
  assert.equal(partName({ value: 'NL-LI' }, 'region'), 'Limburg, Netherlands');
  assert.match(partName({ value: 'US-AL/Birmingham' }, 'city'), /^Birmingham, Alabama/);
  assert.equal(partName({ value: 'ABC12' }, 'city'), 'ABC12');
  assert.equal(partName({ value: 'unknown' }, 'os'), 'Unknown');
  assert.equal(partName({ value: null }, 'os'), 'All others');
});

test('where room is short a city goes without its region', () => {
  assert.equal(shortPartName({ value: 'US-AL/Birmingham' }, 'city'), 'Birmingham');
  assert.equal(shortPartName({ value: null }, 'city'), 'All others');
  assert.equal(shortPartName({ value: 'ios' }, 'os'), 'iOS');
});
