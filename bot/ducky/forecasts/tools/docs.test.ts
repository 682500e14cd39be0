import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findDocs } from './docs.ts';
import { openDocuments } from './documents/documents.ts';
import { passagesAbout } from './documents/passages-about.ts';

const foundFor = async (question: string) => passagesAbout(question, await openDocuments());

const ANSWERED = {
  'What does P10 mean?': 'P10',
  'how is a forecast made': 'How a forecast is made',
  'how do I cancel a forecast?': 'Cancelling',
  'does the forecast consider my bid?': 'What it does not do yet',
  'how do I install the app': 'Socket Mode',
  'what do you keep of what I ask?': 'What is kept, and for how long',
  'who may retrain the model': 'Retraining',
};

test('a question finds the passage that answers it among at most three', async () => {
  for (const [question, title] of Object.entries(ANSWERED)) {
    const passages = await foundFor(question);
    const titles = passages.map((passage) => passage.title);
    assert.ok(titles.includes(title), `${question} finds ${titles.join(', ')}`);
    assert.ok(titles.length <= 3);
    for (const { text } of passages) assert.doesNotMatch(text, /[`*|]|\]\(/, 'it is plain text');
  }
});

test('a word is told from the glossary alone, once however often it is named', async () => {
  const text = 'what do P10 and reach mean, and is P10 the worst?';
  const fact = await findDocs({ question: { text, requestId: undefined } });
  assert.equal(fact?.source, 'glossary: P10; glossary: reach');
  const titles = fact.data.passages.map(({ title }) => title);
  assert.deepEqual(titles, ['P10', 'reach']);
});

test('the source of a passage is its document and section', async () => {
  const text = 'how do I install the app';
  const fact = await findDocs({ question: { text, requestId: undefined } });
  assert.match(fact?.source ?? '', /README\.md: Socket Mode/);
  assert.doesNotMatch(fact?.source ?? '', /md:\d/);
});

test('what the documents do not speak of finds nothing', async () => {
  for (const question of [
    '',
    'and?',
    'what is the capital of France?',
    'order a pizza',
    'who won the cup final yesterday?',
  ]) {
    assert.deepEqual(await foundFor(question), [], question);
  }
});

test('no question is too strange or too long', async () => {
  const strange = ['\0\0', "'; drop table forecast; --", '\ud800', '"{}[]()*?+\\'];
  for (const question of [...strange, 'P10 '.repeat(10_000), 'a'.repeat(40_000)]) {
    assert.ok((await foundFor(question)).length <= 3);
  }
  const [known] = await foundFor(`\0 what is P10 \ud800`);
  assert.equal(known?.title, 'P10');
});
