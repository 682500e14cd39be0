import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { ranked, WEIGHTS } from './rank.ts';

const NOTHING = Object.fromEntries(Object.keys(WEIGHTS).map((name) => [name, 0]));

function weighed(path: string, covered: number) {
  const passage = { path, startLine: 1, endLine: 1, symbols: [], doc: '', text: '' };
  const isProse = Number(path.endsWith('.md'));
  return { passage, signals: { ...WEIGHTS, ...NOTHING, covered, isProse } };
}

test('the best come first, and weights say what is best', () => {
  const found = [weighed('a.ts', 0.2), weighed('b.ts', 0.9), weighed('c.ts', 0.5)];
  const paths = (weights = WEIGHTS) => ranked(found, weights).map(({ passage }) => passage.path);
  assert.deepEqual(paths(), ['b.ts', 'c.ts', 'a.ts']);
  assert.deepEqual(paths({ ...WEIGHTS, covered: -1 }), ['a.ts', 'c.ts', 'b.ts']);
});

test('of each file the best two are left, and no others are lost', () => {
  const candidate = fc.tuple(
    fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
    // So far apart that no sum of floats rounds two to the same.
    fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  );
  fc.assert(
    fc.property(fc.array(candidate), (drawn) => {
      const found = drawn.map(([path, covered]) => weighed(path, covered));
      for (const file of ['a.ts', 'b.ts', 'c.ts']) {
        const covered = (each: typeof found) =>
          each.filter(({ passage }) => passage.path === file).map(({ signals }) => signals.covered);
        const best = covered(found).toSorted((one, other) => other - one);
        assert.deepEqual(covered(ranked(found)), best.slice(0, 2));
      }
    }),
  );
});

test('after two passages of prose comes code, where there is any', () => {
  const paths = (found: ReturnType<typeof weighed>[]) =>
    ranked(found, { ...WEIGHTS, isProse: 1 }).map(({ passage }) => passage.path);
  const prose = ['a.md', 'b.md', 'c.md', 'd.md'].map((path) => weighed(path, 0.9));
  const code = ['e.ts', 'f.ts'].map((path) => weighed(path, 0.1));
  assert.deepEqual(paths([...prose, ...code]), ['a.md', 'b.md', 'e.ts', 'c.md', 'd.md', 'f.ts']);
  assert.deepEqual(paths(prose), ['a.md', 'b.md', 'c.md', 'd.md']);
});
