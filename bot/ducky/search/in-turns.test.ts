import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Passage } from '../passages/passage.ts';
import { inTurns } from './in-turns.ts';
import { indexPassages } from './search-index.ts';

const ITEMS = Array.from({ length: 250 }, (_, index) => index);

test('all is done in order, and its progress is told up to the end', async () => {
  const done: number[] = [];
  const fractions: number[] = [];
  await inTurns(ITEMS, (item) => void done.push(item), {
    onProgress: (fraction) => void fractions.push(fraction),
  });
  assert.deepEqual(done, ITEMS);
  assert.deepEqual(fractions, [0, 0.4, 0.8, 1]);
});

test('others have their turn meanwhile, and may stop it', async () => {
  const stopping = new AbortController();
  const done: number[] = [];
  const work = (item: number) => {
    if (item === 0) setImmediate(() => stopping.abort(new Error('enough')));
    done.push(item);
  };
  await assert.rejects(inTurns(ITEMS, work, { signal: stopping.signal }), /enough/);
  assert.ok(done.length > 0 && done.length < ITEMS.length, String(done.length));
});

test('an index that nobody wants any more is not even begun', async () => {
  const looked: string[] = [];
  const passage: Passage = {
    path: 'plan.ts',
    startLine: 1,
    endLine: 1,
    symbols: [],
    doc: '',
    get text() {
      looked.push('text');
      return '';
    },
  };
  const signal = AbortSignal.abort(new Error('stopped'));
  await assert.rejects(indexPassages([passage], { signal }), /stopped/);
  assert.deepEqual(looked, []);
});

test('the progress of an index rises to its end', async () => {
  const fractions: number[] = [];
  const onProgress = (fraction: number) => void fractions.push(fraction);
  await indexPassages([], { onProgress });
  assert.equal(fractions.at(-1), 1);
  assert.deepEqual(fractions, fractions.toSorted());
});
