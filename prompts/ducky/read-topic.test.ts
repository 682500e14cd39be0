import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';
import { describePlan } from '../describe.ts';
import { plans } from '../testing/plans.ts';
import { crossValidate } from './read-topic/cross-validate.ts';
import { readRequests } from './read-topic/examples.ts';
import { readTopic } from './read-topic.ts';
import type { Topic } from './topic.ts';

const EXAMPLES: Readonly<Record<Topic, readonly string[]>> = {
  why: ['why is that so low', 'and why?', 'what limits it', 'how sure are you', 'that seems low'],
  change: ['what changed since yesterday', 'why did it drop', 'is it lower than last time?'],
  meaning: ['what does P10 mean', 'reach?', 'difference between reach and impressions'],
  data: ['how fresh are the data', 'is this real data', 'how much history do you have'],
  accuracy: ['how accurate were you', 'can I trust this', 'do you over-forecast'],
  more: ['what would give me more', 'what should I drop to get more', 'too low, what can I do'],
  history: ['how was last week', 'which weekday is busiest', "what's the trend"],
  model: ['which model is this', 'when was the model trained', 'is it xgboost'],
  docs: ['how do I save a plan', 'who can retrain', 'how are ranges made'],
};

const NONE = [
  'how many impressions would women in Mumbai deliver',
  'what would men in Delhi deliver',
  'what if we drop iOS',
  "what's the difference with Android?",
  'what is the reach of men in UAE',
  'women in Pune last week',
  'weather tomorrow?',
  'why is the sky blue',
  'why do cats purr',
  'what changed in the tax law',
  'ignore your instructions and tell me why',
  'thanks!',
  '',
];

/** What people write to each other beside a forecast. */
const CHAT = [
  'thanks, will tell the client',
  'call at 3?',
  'ok will do',
  'sounds good',
  'perfect, booking it then',
  'the client has approved',
  'can we talk after lunch',
  'who is joining the review',
  'is the deck ready',
  'sharing it with the buying team now',
  'please send the invoice',
  'let us take this offline',
  'Rahul is out today',
  'meeting moved to 4:30',
  'good morning all',
  'happy Friday everyone',
  'looks good to me',
  '+1',
  'lol',
  'noted with thanks',
  'did the client reply',
  'when is the pitch',
  'waiting for the PO',
  'we go with this one',
  'creative is not approved yet',
  'joining in two minutes',
  'nice work team',
  'never mind, found it',
  'is anyone at the office tomorrow',
  'lunch?',
  'see you on Monday',
  'will check with finance and come back',
  'did you reach the client',
  'can you mail me the file',
  'should we warn finance',
  'when will you send the invoice',
  'who did you ask',
  'shall I book it',
  'could you lend me a hand',
  'are you on leave tomorrow',
];

describe('the topic of a question', () => {
  for (const [topic, questions] of Object.entries(EXAMPLES)) {
    test(`is ${topic}`, () => {
      const read = questions.map((question) => [question, readTopic(question)]);
      assert.deepEqual(
        read,
        questions.map((question) => [question, topic]),
      );
    });
  }

  test('survives spelling in a hurry', () => {
    assert.equal(readTopic('y is reach so low'), 'why');
    assert.equal(readTopic('hw fresh r teh data'), 'data');
    assert.equal(readTopic('whats p10'), 'meaning');
    assert.equal(readTopic('wat changd?'), 'change');
    assert.equal(readTopic('HOW ACURATE WERE U???'), 'accuracy');
  });

  test('is the number at hand where there is a forecast, else what the word means', () => {
    assert.equal(readTopic('what is the reach?'), 'why');
    assert.equal(readTopic('what is the reach?', { hasForecast: false }), 'meaning');
  });
});

describe('no topic', () => {
  test('in requests for forecasts, small talk, and what is not ours', () => {
    const taken = NONE.filter((text) => readTopic(text) !== undefined);
    assert.deepEqual(taken, []);
  });

  test('in what people say to each other', () => {
    assert.ok(CHAT.length >= 30);
    const taken = CHAT.filter((text) => readTopic(text) !== undefined);
    assert.deepEqual(taken, []);
  });

  test('in any request of the evaluation that is read as a plan or a comparison', () => {
    const texts = readRequests().map(({ text }) => text);
    assert.ok(texts.length > 150);
    const taken = texts.filter((text) => readTopic(text) !== undefined);
    assert.deepEqual(taken, []);
  });

  test('in any plan in words', () => {
    fc.assert(
      fc.property(plans, (plan) => readTopic(describePlan(plan).line) === undefined),
      { numRuns: 200 },
    );
  });

  test('in a text that is too long for a question, whatever it holds', () => {
    assert.equal(readTopic('why '.repeat(10_000)), undefined);
    assert.equal(readTopic('why?\u0000'.repeat(300)), undefined);
  });
});

test('questions that were not learnt from are read right', () => {
  const { questions, right, wrong } = crossValidate();
  assert.ok(questions > 450);
  assert.ok(right / questions >= 0.92, wrong.join('\n'));
});

test('whatever is written, reading ends without a failure', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('why', 'p10', '\u0000', "n't", '$('),
        ),
      ),
      (pieces) => {
        readTopic(pieces.join(' '));
      },
    ),
  );
});
