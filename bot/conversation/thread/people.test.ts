import assert from 'node:assert/strict';
import { test } from 'node:test';

import { speaksOfPeople, speaksToPeople } from './people.ts';

test('words with which people speak to each other are told from questions', () => {
  for (const text of [
    'what do you think?',
    'can Bob ask my client',
    '@UBOB why is it so low?',
    'hey,@bob why is it so low?',
    'why is it so low (@Łukasz)?',
    '@here why is it so low?',
  ]) {
    assert.equal(speaksToPeople(text), true, text);
  }
  for (const text of ['why is it so low?', 'is a.b@example.com in the data?', 'CPM @ $2?', '']) {
    assert.equal(speaksToPeople(text), false, text);
  }
});

test('who asks, and who is asked, is nobody else', () => {
  for (const text of ['how right were you?', 'what would give me more?', 'can I trust this?']) {
    assert.equal(speaksOfPeople(text), false, text);
    assert.equal(speaksToPeople(text), true, text);
  }
  for (const text of ['why did they say so?', 'is it low, @UBOB?', 'how right was she?']) {
    assert.equal(speaksOfPeople(text), true, text);
  }
});
