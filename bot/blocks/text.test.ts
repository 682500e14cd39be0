import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { escapeMrkdwn, quote, section, truncate, truncateMrkdwn } from './text.ts';

test('what pings or links is escaped', () => {
  assert.equal(escapeMrkdwn('<!channel> & <@U1>'), '&lt;!channel&gt; &amp; &lt;@U1&gt;');
});

test('a quotation stays on one line', () => {
  assert.equal(quote('a\n\n*Ducky says:* <b>'), 'a *Ducky says:* &lt;b&gt;');
});

test('a cut text keeps within its limit and splits no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const cut = truncate(text, limit);
      assert.ok(cut.length <= limit);
      assert.ok(cut.isWellFormed());
    }),
  );
});

test('a cut escaped text holds whole entities only', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const cut = truncateMrkdwn(escapeMrkdwn(`${text}<&>`), limit);
      assert.ok(cut.length <= limit);
      assert.doesNotMatch(cut.replace(/&(amp|lt|gt);/g, ''), /[&<>]/);
    }),
  );
});

test('an empty section still has a text', () => {
  assert.equal(section('  ').text?.text, '–');
});
