import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { ModelFailure } from '../../../prompts/llm/structured-model.ts';
import { sentencesOf } from './sentences.ts';

async function sentences(pieces: readonly string[]): Promise<string[]> {
  async function* stream() {
    yield* pieces;
  }
  const found: string[] = [];
  try {
    for await (const sentence of sentencesOf(stream())) found.push(sentence);
  } catch (error) {
    assert.ok(error instanceof ModelFailure);
    found.push(error.reason);
  }
  return found;
}

test('a sentence ends at its stop or its line, not at a number or a short form', async () => {
  const text =
    'It is 1.2k, i.e. low. “So what?” Approx. 5 more…\n\n- One [forecast].\nTwo. [data] Three';
  assert.deepEqual(await sentences([text]), [
    'It is 1.2k, i.e. low. ',
    '“So what?” ',
    'Approx. 5 more…\n\n',
    '- One [forecast].\n',
    'Two. [data] ',
    'Three',
  ]);
});

test('what never ends is not waited for', async () => {
  assert.deepEqual(await sentences(['Short. ', 'On and '.repeat(1_000)]), ['Short. ', 'invalid']);
});

test('however a text is cut into pieces, its sentences are the same', async () => {
  const word = fc.constantFrom(
    'It',
    'is',
    '1.2k',
    '𝟗',
    '𝐚',
    '“Yes.”',
    'So!',
    '\n',
    '[a]',
    '9',
    '.',
    ' ',
  );
  const text = fc
    .array(word, { maxLength: 400 })
    .map((words) => words.join(' '))
    .map((words) => words.replaceAll(' \n ', '\n'));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(1_500), { maxLength: 12 }), async (whole, cuts) => {
      const ends = [...cuts.map((cut) => Math.min(cut, whole.length)), whole.length];
      ends.sort((one, other) => one - other);
      const pieces = ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
      assert.deepEqual(await sentences(pieces), await sentences([whole]));
    }),
  );
});
