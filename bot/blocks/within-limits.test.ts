import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { checkBlocks } from '../local-slack/check-blocks.ts';
import { sampleForecast } from '../testing/sample-forecast.ts';
import { answer } from './answer.ts';
import { cancelled } from './cancelled.ts';
import { editModal } from './edit-modal.ts';
import { failure } from './failure.ts';
import { help } from './help.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notice.ts';
import { placeholder, simplePlaceholder } from './placeholder.ts';
import { question } from './question.ts';
import { refusal } from './refusal.ts';

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
  const image = fc.option(fc.record({ fileId: fc.constant('F1'), altText: hostile }), {
    nil: undefined,
  });
  const parts = fc.tuple(shared, forecast, image, fc.boolean());
  fc.assert(
    fc.property(parts, ([rest, made, picture, nativeChart]) => {
      assertAcceptable(answer({ ...rest, forecast: made, image: altOnly(picture), nativeChart }));
    }),
    { numRuns: 60 },
  );
});

/** Alternative text is plain and shows mentions as they are, so only its length matters here. */
function altOnly(picture: { fileId: string; altText: string } | undefined) {
  return picture && { ...picture, altText: `-${picture.altText.replaceAll('<', '')}` };
}

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
      assertAcceptable(cancelled(rest));
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

test('the modal keeps within the limits', () => {
  fc.assert(
    fc.property(shared, ({ understood, assumptions }) => {
      const view = editModal({ understood, assumptions, metadata: '{}' });
      assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(view.blocks)), 'view'), []);
    }),
    { numRuns: 60 },
  );
});
