import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoteIdentifier, setStatement, settingsOf } from './chdb-settings.ts';

test('settings are what the interface itself does not take', () => {
  const params = new URLSearchParams('query=SELECT+1&database=d&max_threads=1&param_x=1');
  assert.deepEqual(settingsOf(params), [
    ['max_threads', '1'],
    ['param_x', '1'],
  ]);
});

test('a name that could carry a statement is refused', () => {
  const params = new URLSearchParams([['x = 1; DROP TABLE t; SET y', '1']]);
  assert.throws(() => settingsOf(params), { code: 115 });
});

test('values and identifiers cannot end their quotes', () => {
  assert.equal(
    setStatement([
      ['param_x', "\\'; DROP TABLE t"],
      ['param_y', '1'],
    ]),
    "SET param_x = '\\\\\\'; DROP TABLE t', param_y = '1'",
  );
  assert.equal(setStatement([['param_x', 'a\0b']]), "SET param_x = 'a\\0b'");
  assert.equal(quoteIdentifier('a`b\\'), '`a\\`b\\\\`');
});
