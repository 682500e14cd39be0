import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import { z } from 'zod';

import { jsonPointer } from './json-pointer.ts';
import { schemaErrors } from './schema-errors.ts';

/** Pointers of what a schema finds wrong with a value. */
function pointersOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  assert.ok(error);
  return schemaErrors(error).map(({ pointer }) => pointer);
}

test('each name that is not known is told by itself', () => {
  const schema = z.strictObject({ a: z.strictObject({ b: z.number() }) });
  assert.deepEqual(pointersOf(schema, { a: { b: 1, c: 1, 'd~e': 1 }, f: 1 }), [
    '#/a/c',
    '#/a/d~0e',
    '#/f',
  ]);
});

test('of several alternatives the closest one tells what is wrong', () => {
  const far = z.strictObject({ x: z.number(), y: z.number(), z: z.number() });
  const near = z.strictObject({ name: z.string(), size: z.number() });
  assert.deepEqual(pointersOf(z.array(z.union([far, near])), [{ name: 'a', size: 'b' }]), [
    '#/0/size',
  ]);
});

test('a pointer leads back to where it was made', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (path) => {
      const [root, ...tokens] = jsonPointer(path).split('/');
      assert.equal(root, '#');
      const back = tokens.map((token) =>
        decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'),
      );
      assert.deepEqual(back, path);
    }),
  );
});
