import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { parseDiff } from './read-diff.ts';
import { risksIn } from './risks.ts';
import { unquotePath } from './unquote-path.ts';

const diffOf = (path: string, lines: readonly string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    'index 1..2 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    '@@ -10,2 +10,3 @@ function before()',
    ' same',
    ...lines,
    '',
  ].join('\n');

test('changed lines have their numbers in the file they stand in', () => {
  const [file] = parseDiff(diffOf('a/b.ts', ['-old', '+new', '+newer']));
  assert.equal(file?.path, 'a/b.ts');
  assert.deepEqual(file?.removed, [{ line: 11, text: 'old' }]);
  assert.deepEqual(file?.added, [
    { line: 11, text: 'new' },
    { line: 12, text: 'newer' },
  ]);
});

test('files of secrets are named but not read, and secrets in others are masked', () => {
  const key = `AKIA${'A1B2C3D4E5F6G7H8'}`;
  const files = parseDiff(diffOf('.env', [`+KEY=${key}`]) + diffOf('a.ts', [`+use('${key}')`]));
  const [env, source] = files;
  assert.deepEqual([env?.path, env?.withheld, env?.hunks], ['.env', 'secret', []]);
  assert.deepEqual([source?.path, source?.withheld], ['a.ts', undefined]);
  assert.ok(!JSON.stringify(files).includes(key));
});

const RISKS: [path: string, line: string, risk: RegExp][] = [
  ['a.ts', '<<<<<<< HEAD', /conflict marker/],
  ['a.ts', 'console.log(plan)', /debugging output/],
  ['a.test.ts', "test.only('x', () => {})", /only this test/],
  ['a.ts', 'try { go(); } catch (error) {}', /swallowed/],
  ['a.ts', 'query(`select * from plan where id = $' + '{id}`)', /should they be bound/],
  ['a.ts', 'const x = y as any;', /type is given up/],
];
for (const [path, line, risk] of RISKS) {
  test(`a risk is seen: ${line}`, () => {
    const risks = risksIn(parseDiff(diffOf(path, [`+${line}`])));
    assert.ok(risks.some(({ place, text }) => place === `${path}:11` && risk.test(text)));
  });
}

test('an ordinary line is no risk, but that no test goes with it', () => {
  const risks = risksIn(parseDiff(diffOf('a.ts', ['+const x = 1;'])));
  assert.deepEqual(risks, [{ place: 'a.ts:11', text: 'code changes, and no test does' }]);
});

test('a name that git quotes is read as it is', () => {
  assert.equal(unquotePath('"a/b \\"c\\"\\t\\001.ts"'), 'a/b "c"\t\x01.ts');
  const quoted = fc.string({ unit: 'grapheme' }).filter((name) => !/\p{Cc}/u.test(name));
  fc.assert(
    fc.property(quoted, (name) => {
      assert.equal(unquotePath(`"${name.replace(/["\\]/g, '\\$&')}"`), name);
    }),
  );
});
