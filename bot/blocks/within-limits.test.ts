import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { BREAKDOWN_DIMENSIONS } from '../../data/dimensions.ts';
import { checkBlocks } from '../local-slack/check-blocks.ts';
import { sampleForecast } from '../testing/sample-forecast.ts';
import { answerForms } from './answer/answer.ts';
import { cancelled } from './answer/cancelled.ts';
import { feedbackModal, thanks } from './answer/feedback.ts';
import { refusal } from './answer/refusal.ts';
import { shareModal } from './answer/share-modal.ts';
import { sharedAnswerForms } from './answer/shared-answer.ts';
import { help } from './asking/help.ts';
import { placeholder, simplePlaceholder } from './asking/placeholder.ts';
import { question } from './asking/question.ts';
import { savePlanModal } from './digest/save-plan-modal.ts';
import { failure } from './failure.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notice.ts';

const PIECES = [
  '<!channel>',
  '<@U1>',
  '&',
  '&amp;',
  '\n',
  '`',
  '*',
  '\u{1F986}',
  '\u0000',
  'word ',
];

/** Text of any length made of what may do harm. */
const hostile = fc
  .tuple(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string())), fc.nat({ max: 400 }))
  .map(([pieces, times]) => pieces.join('').repeat(Math.min(times, 400)).slice(0, 20_000));

const lines = fc.array(hostile, { maxLength: 60 });

const shared = fc.record({ understood: hostile, assumptions: lines }).map((parts) => ({
  ...parts,
  requestId: 'f0000000-0000-4000-8000-000000000001',
  requestedBy: 'UALICE',
}));

function assertAcceptable({ text, blocks }: SlackMessage) {
  assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(blocks)), 'message'), []);
  assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
  assertHarmless(text);
  assertHarmless(JSON.stringify(blocks));
}

function assertHarmless(text: string) {
  assert.doesNotMatch(text, /<!channel>|<@U1>/);
}

const forecast = fc
  .record({
    days: fc.constantFrom(1, 14, 20, 21, 31, 32, 366),
    level: fc.constantFrom(0, 0.001, 3, 1e15),
    pastDays: fc.constantFrom(0, 5, 400),
  })
  .chain((shape) =>
    fc.record({ notes: lines, method: hostile }).map(({ notes, method }) => ({
      ...sampleForecast(shape),
      notes,
      model: { version: method, method },
    })),
  );

test('answers keep within the limits', () => {
  const accuracy = { horizonDays: 7, wape: 0.117, coverage80: 0.78 };
  fc.assert(
    fc.property(shared, forecast, (rest, made) => {
      const parts = {
        ...rest,
        forecast: made,
        timeZone: 'UTC',
        accuracy,
        breakdowns: BREAKDOWN_DIMENSIONS,
      };
      for (const form of answerForms(parts)) assertAcceptable(form);
    }),
    { numRuns: 40 },
  );
});

test('placeholders keep within the limits', () => {
  const steps = ['Waiting', 'Reading history'];
  fc.assert(
    fc.property(shared, fc.constantFrom(undefined, ...steps, 'unheard of'), (rest, current) => {
      const delay = rest.understood;
      assertAcceptable(placeholder({ ...rest, steps, current, fraction: 0.5, delay }));
      assertAcceptable(simplePlaceholder({ ...rest, steps, current, fraction: null }));
    }),
    { numRuns: 60 },
  );
});

test('refusals, failures, cancellations, notices and help keep within the limits', () => {
  fc.assert(
    fc.property(shared, hostile, hostile, (rest, reason, needed) => {
      assertAcceptable(refusal({ ...rest, refusal: { refused: { reason, needed } } }));
      assertAcceptable(failure({ explanation: reason, reference: 'abc', requestId: 'r' }));
      assertAcceptable(cancelled({ ...rest, cancelledBy: 'UBOB' }));
      assertAcceptable(notice(`.${reason}`));
    }),
    { numRuns: 60 },
  );
  assertAcceptable(help());
});

test('questions keep within the limits, however many options they have', () => {
  const option = fc.record({
    label: hostile.map((text) => text.replaceAll('<', '')),
    continues: hostile,
  });
  fc.assert(
    fc.property(hostile, fc.array(option, { maxLength: 30 }), hostile, (asks, options, asked) => {
      assertAcceptable(question({ question: asks, options, asked }));
    }),
    { numRuns: 60 },
  );
});

test('shared answers keep within the limits', () => {
  fc.assert(
    fc.property(
      shared,
      forecast,
      fc.option(fc.webUrl(), { nil: undefined }),
      (rest, made, link) => {
        const parts = { understood: rest.understood, forecast: made, sharedBy: 'UALICE', link };
        for (const form of sharedAnswerForms(parts)) assertAcceptable(form);
      },
    ),
    { numRuns: 30 },
  );
});

test('the modals of an answer, and thanks for a vote, keep within the limits', () => {
  fc.assert(
    fc.property(hostile, (understood) => {
      const parts = { understood, metadata: '{}' };
      for (const view of [savePlanModal(parts), shareModal(parts), feedbackModal('{}')]) {
        assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(view.blocks)), 'view'), []);
      }
    }),
    { numRuns: 30 },
  );
  for (const vote of ['good', 'bad'] as const) assertAcceptable(thanks('r', vote));
});
