import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { aliasTable } from './alias-table.ts';

test('an alias table draws every option as often as its weight says', () => {
  const weights = fc
    .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
    .filter((drawn) => drawn.some((weight) => weight > 1e-3));
  fc.assert(
    fc.property(weights, (drawn) => {
      const { keep, other } = aliasTable(drawn);
      const total = drawn.reduce((sum, weight) => sum + weight, 0);
      const chances = drawn.map((_, option) =>
        keep.reduce(
          (sum, kept, slot) =>
            sum + (slot === option ? kept : 0) + (other[slot] === option ? 1 - kept : 0),
          0,
        ),
      );
      for (const [option, weight] of drawn.entries()) {
        const chance = (chances[option] ?? 0) / drawn.length;
        assert.ok(Math.abs(chance - weight / total) < 1e-9);
      }
    }),
  );
});
