import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countOf, questionWords, stemsOf } from './words.ts';

test('an identifier has the words of its parts, and of neighbours together', () => {
  const words = stemsOf('openFreePort');
  for (const word of ['open', 'free', 'port', 'openfre', 'freeport']) {
    assert.ok(words.includes(word), `${word} of ${words.join(' ')}`);
  }
});

test('two words of a question are found as the one name they make', () => {
  for (const [question, name] of [
    ['When does it time out?', 'timeout'],
    ['Where is the model reader?', 'createModelReader'],
  ] as const) {
    const { joined } = questionWords(question);
    assert.ok(stemsOf(name).some((word) => joined.includes(word)));
  }
});

test('asking words are left out, and filling words count less', () => {
  const { words } = questionWords('What happens during an import?');
  assert.deepEqual(
    words.map((word) => [word, countOf(word) < 1]),
    [
      ['dure', true],
      ['import', false],
    ],
  );
});
