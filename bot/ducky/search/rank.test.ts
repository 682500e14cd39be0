import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { rankPlaces, WEIGHTS } from './rank.ts';

const NOTHING = Object.fromEntries(Object.keys(WEIGHTS).map((name) => [name, 0]));

function weighed(path: string, covered: number) {
  const passage = { path, startLine: 1, endLine: 1, symbols: [], doc: '', text: '' };
  const isProse = Number(path.endsWith('.md'));
  return { passage, signals: { ...WEIGHTS, ...NOTHING, covered, isProse } };
}

/** The paths of each place. */
function pathsOf(found: ReturnType<typeof weighed>[], weights = WEIGHTS): string[][] {
  return rankPlaces(found, weights).map((place) => place.map(({ passage }) => passage.path));
}

test('the best come first, and weights say what is best', () => {
  const found = [weighed('a.ts', 0.2), weighed('b.ts', 0.9), weighed('c.ts', 0.5)];
  assert.deepEqual(pathsOf(found), [['b.ts'], ['c.ts'], ['a.ts']]);
  assert.deepEqual(pathsOf(found, { ...WEIGHTS, covered: -1 }), [['a.ts'], ['c.ts'], ['b.ts']]);
});

test('the best two of a file are one place, and no others are lost', () => {
  const candidate = fc.tuple(
    fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
    // So far apart that no sum of floats rounds two to the same.
    fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  );
  fc.assert(
    fc.property(fc.array(candidate), (drawn) => {
      const found = drawn.map(([path, covered]) => weighed(path, covered));
      const places = rankPlaces(found);
      assert.equal(places.length, new Set(drawn.map(([path]) => path)).size);
      for (const place of places) {
        const own = found.filter(({ passage }) => passage.path === place[0].passage.path);
        const best = own.map(({ signals }) => signals.covered).sort((one, other) => other - one);
        assert.deepEqual(
          place.map(({ signals }) => signals.covered),
          best.slice(0, 2),
        );
      }
    }),
  );
});

test('a section of prose is a place of its own, and after two of them comes code, where there is any', () => {
  const ofProse = { ...WEIGHTS, isProse: 1 };
  const prose = ['a.md', 'a.md', 'b.md', 'c.md'].map((path) => weighed(path, 0.9));
  const code = ['e.ts', 'f.ts'].map((path) => weighed(path, 0.1));
  const mixed = [['a.md'], ['a.md'], ['e.ts'], ['b.md'], ['c.md'], ['f.ts']];
  assert.deepEqual(pathsOf([...prose, ...code], ofProse), mixed);
  assert.deepEqual(pathsOf(prose, ofProse), [['a.md'], ['a.md'], ['b.md'], ['c.md']]);
});
