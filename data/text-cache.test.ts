import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { TextCache } from './text-cache.ts';

test('what was used longest ago goes first', () => {
  // Room for two texts of three characters under keys of one.
  const texts = new TextCache({ maxBytes: 16 });
  texts.set('a', 'one');
  texts.set('b', 'two');
  assert.equal(texts.get('a'), 'one');
  texts.set('c', 'six');
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => texts.get(key)),
    ['one', undefined, 'six'],
  );
});

test('a text too large to keep drives nothing else out', () => {
  const texts = new TextCache({ maxBytes: 16 });
  texts.set('a', 'one');
  texts.set('b', 'far too long');
  assert.deepEqual([texts.get('a'), texts.get('b')], ['one', undefined]);
  texts.set('a', 'this one too');
  assert.equal(texts.get('a'), undefined, 'the one before is not what was set last');
});

test('never more is kept than fits, and what was set last is', () => {
  const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 0, max: 60 }), (steps, maxBytes) => {
      const texts = new TextCache({ maxBytes });
      const last = new Map<string, string>();
      for (const [key, text] of steps) {
        texts.set(key, text);
        last.set(key, text);
        const fits = 2 * (key.length + text.length) <= maxBytes;
        assert.equal(texts.get(key), fits ? text : undefined);
        const kept = [...last].filter(([name, value]) => texts.get(name) === value);
        const bytes = kept.reduce(
          (sum, [name, value]) => sum + 2 * (name.length + value.length),
          0,
        );
        assert.ok(bytes <= maxBytes);
      }
    }),
  );
});
