import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import { HttpProblem } from '../problem.ts';
import { parseJsonText } from './json-text.ts';

/** What is wrong with a text, each as `pointer detail`. */
function errorsOf(text: string): string[] {
  try {
    parseJsonText(text);
    return [];
  } catch (error) {
    assert.ok(error instanceof HttpProblem);
    assert.equal(error.status, 400);
    const { errors } = error.members;
    assert.ok(Array.isArray(errors));
    return errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

const REFUSED: [string, string, RegExp[]][] = [
  ['nothing', '', [/^# is not JSON: value expected at line 1, column 1$/]],
  ['half an object', '{"a":\n 1', [/^# is not JSON: close brace expected at line 2/]],
  ['two values', '{} {}', [/^# is not JSON: end of file expected/]],
  ['a comment', '{} // why', [/^# is not JSON/]],
  ['a number of another language', '[01]', [/^# is not JSON/]],
  ['a name given twice', '{"a":{"b":1,"b":2}}', [/^#\/a has the name "b" twice$/]],
  ['the name of a prototype', '{"a":[{"__proto__":{}}]}', [/^#\/a\/0 has the name "__proto__"/]],
  ['an escaped one', '{"\\u005f_proto__":1}', [/^# has the name "__proto__"/]],
  ['a NUL', '{"a~/b":["x","\\u0000"]}', [/^#\/a~0~1b\/1 holds the character U\+0000/]],
  ['a NUL in a name', '{"\\u0000":1}', [/^# has a name that holds the character U\+0000/]],
  ['half a surrogate pair', '["\\ud800"]', [/^#\/0 holds half a surrogate pair/]],
  ['a long name', `{"${'x'.repeat(201)}":1}`, [/^# has a name longer than 200/]],
  ['several things', '{"a":"\\u0000","a":1,"__proto__":2}', [/^#\/a/, /^# .*twice/, /^# .*proto/]],
  ['deep nesting', '['.repeat(33) + ']'.repeat(33), [/^# is nested more than 32 levels deep$/]],
  ['a million levels', '[{"a":'.repeat(500_000), [/^# is nested more than 32 levels deep$/]],
  ['too many values', `[${'0,'.repeat(60_000)}0]`, [/^# holds more than 50,000 values$/]],
  ['too many empty objects', `[${'{},'.repeat(60_000)}{}]`, [/^# holds more than 50,000 values$/]],
];
for (const [what, text, expected] of REFUSED) {
  test(`${what} is refused`, () => {
    const errors = errorsOf(text);
    assert.equal(errors.length, expected.length, errors.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(errors[index] ?? '', pattern);
  });
}

test('what is allowed to the brim is read', () => {
  const deep = `${'['.repeat(32)}${']'.repeat(32)}`;
  assert.deepEqual(parseJsonText(deep), JSON.parse(deep));
  assert.deepEqual(parseJsonText('{"constructor":{"a":1}}'), { constructor: { a: 1 } });
});

test('any text is read as JSON.parse reads it, or refused', () => {
  const text = fc.oneof(
    fc.json({ maxDepth: 5 }),
    fc.string({ unit: fc.constantFrom(...'{}[]",:0-1.eE\\utrnfals /*') }),
  );
  fc.assert(
    fc.property(text, (json) => {
      if (errorsOf(json).length === 0) assert.deepEqual(parseJsonText(json), JSON.parse(json));
    }),
    { numRuns: 2_000 },
  );
});

test('a plain JSON text is not refused', () => {
  const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.oneof(fc.double(), fc.nat()));
  fc.assert(
    fc.property(value, (plain) => {
      const json = JSON.stringify(plain);
      assert.deepEqual(parseJsonText(json), JSON.parse(json));
    }),
  );
});
