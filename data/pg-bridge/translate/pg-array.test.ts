import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrayElements } from './pg-array.ts';

test('an array is read as Postgres reads it', () => {
  const read: [literal: string, elements: (string | null)[]][] = [
    ['{}', []],
    [' { } ', []],
    ['{ a ,"b c" , b  c}', ['a', 'b c', 'b  c']],
    ['{NULL,"NULL",nu\\ll}', [null, 'NULL', 'null']],
    ['{\\ x\\ ,"a\\"b,}"}', [' x ', 'a"b,}']],
  ];
  for (const [literal, elements] of read) assert.deepEqual(arrayElements(literal), elements);
  for (const literal of ['', '{', '{a', '{a,}', '{,a}', '{ , }', '{"a" b}', '{a}b', '{a"b"}']) {
    assert.throws(() => arrayElements(literal), { sqlState: '22P02' }, literal);
  }
  assert.throws(() => arrayElements('{{a}}'), { sqlState: '0A000' });
});

test('long runs of white space cost no more than their length', () => {
  const spaces = ' '.repeat(200_000);
  assert.deepEqual(arrayElements(`{${spaces}a${spaces}b${spaces}}`), [`a${spaces}b`]);
  assert.throws(() => arrayElements(`{a${spaces}`), { sqlState: '22P02' });
});
