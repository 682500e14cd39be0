import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HOW_TOS } from './how-to.ts';
import { readTopic } from './read-topic.ts';

test('each way is told in one to three sentences, and asking for it is a question about use', () => {
  for (const { title, text } of HOW_TOS) {
    const sentences = text.split(/(?<=\.) /).length;
    assert.ok(sentences >= 1 && sentences <= 3, title);
    assert.doesNotMatch(text, /`|\*/);
    assert.equal(readTopic(`how does ${title} work?`), 'docs', title);
  }
});
