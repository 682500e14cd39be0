import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { LIMITS } from '../limits.ts';
import type { SlackMessage } from '../message.ts';
import { answerToQuestion, failedAnswer, partialAnswer, stoppedAnswer } from './answer.ts';
import { duckyHelp } from './help.ts';
import { saidBlocks } from './parts.ts';

const PIECES = ['<!channel>', '<@U1>', '&', '\n', '`', '*', '\u{1F986}', '\u0000', 'word '];
const hostile = fc
  .tuple(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string())), fc.nat({ max: 200 }))
  .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 6_000));
const lines = fc.array(hostile, { maxLength: 20 });

const parts = fc.record({
  questionId: fc.uuid(),
  question: hostile,
  askedBy: fc.constant('UALICE'),
  said: fc.record({
    text: hostile,
    notes: lines,
    sources: lines,
    actions: fc.array(fc.record({ label: hostile, followUp: hostile }), { maxLength: 20 }),
  }),
});

function assertAcceptable({ text, blocks }: SlackMessage) {
  assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(blocks)), 'message'), []);
  assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
  const asMarkup = JSON.stringify(blocks, (_, value) =>
    value?.type === 'plain_text' ? undefined : value,
  );
  assert.doesNotMatch(text + asMarkup, /<!channel>|<@U1>/);
}

test('answers keep within the limits and ping nobody, however they end', () => {
  fc.assert(
    fc.property(parts, hostile, (each, failure) => {
      for (const form of answerToQuestion(each)) assertAcceptable(form);
      assertAcceptable(partialAnswer(each));
      assertAcceptable(stoppedAnswer(each, 'UBOB'));
      assertAcceptable(failedAnswer(each, failure));
    }),
    { numRuns: 60 },
  );
  assertAcceptable(duckyHelp());
});

test('a long answer is cut between words, and nothing of it is lost', () => {
  const text = 'one two three '.repeat(500).trim();
  const shown = saidBlocks(text).map((block) => block.text?.text ?? '');
  assert.ok(shown.length > 1);
  assert.equal(shown.join(' '), text);
  const unbroken = '\u{1F986}'.repeat(4_000);
  const pieces = saidBlocks(`a${unbroken}`).map((block) => block.text?.text ?? '');
  assert.equal(pieces.join(''), `a${unbroken}`);
  assert.ok(pieces.every((piece) => piece.isWellFormed()));
});
