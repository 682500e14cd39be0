import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Subscription } from '../../../data/postgres/plans/subscriptions.ts';
import { DIGEST_STEPS } from '../../../jobs/contract.ts';
import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { checkView } from '../../local-slack/check-view.ts';
import {
  SAMPLE_RISKS,
  sampleDigest,
  sampleLookBack,
  samplePlanDigest,
} from '../../testing/sample-digest.ts';
import { LIMITS } from '../limits.ts';
import type { SlackMessage } from '../message.ts';
import { digestForms } from './digest.ts';
import { digestModal } from './digest-modal.ts';
import { digestPanel } from './digest-panel.ts';
import { digestPlaceholder } from './digest-placeholder.ts';
import { savedPlans } from './plans.ts';

const SUBSCRIPTION: Subscription = {
  id: 'f0000000-0000-4000-8000-000000000003',
  channel: 'C1',
  createdBy: 'UALICE',
  weekday: 'mon',
  localTime: '09:30',
  timeZone: 'Asia/Kolkata',
  pausedAt: null,
  lastRunAt: null,
  nextRunAt: new Date('2026-11-30T04:00:00Z'),
};
const PAUSED = { ...SUBSCRIPTION, pausedAt: new Date(0), nextRunAt: null };

function assertAcceptable({ text, blocks }: SlackMessage): void {
  const asSent = JSON.parse(JSON.stringify(blocks));
  assert.deepEqual(checkBlocks(asSent, 'message'), []);
  assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
  const shown = JSON.stringify(asSent.filter(({ type }: { type: string }) => !PLAIN.has(type)));
  for (const mrkdwn of [text, shown]) assert.doesNotMatch(mrkdwn, /<!channel>/);
}

/** Blocks whose text is plain, in which nothing pings. */
const PLAIN = new Set(['table', 'data_visualization']);

const textOf = (message: SlackMessage | undefined) => message?.text ?? '';
const blocksOf = (message: SlackMessage | undefined) => JSON.stringify(message?.blocks);

test('a digest says how many plans to look at, which, and how each stands', () => {
  const falling = samplePlanDigest({ name: 'Pune <video>', risks: [...SAMPLE_RISKS] });
  const result = sampleDigest([samplePlanDigest(), falling]);
  const [best] = digestForms({ result, subscription: SUBSCRIPTION });
  assert.match(textOf(best), /^Weekly digest for 23 Nov to 29 Nov\. 2 plans, 1 to look at\./);
  assert.match(
    textOf(best),
    /Diwali phones: about 2\.8k impressions \(2\.5k–3\.1k\), \+2% from last week’s/,
  );
  assert.match(textOf(best), /last forecast 4% too high, in range on 5 of 6 days/);
  assert.match(textOf(best), /Pune &lt;video&gt;: .* the goal of 9k can no longer be met/);
  assert.match(blocksOf(best), /Mondays at 09:30 \(Asia\/Kolkata\); next on Mon 30 Nov at 09:30/);
  assert.match(blocksOf(best), /31% below the last seven days/);
});

test('a change is signed like everywhere else, and none where there is none', () => {
  const shown = [-0.314, 0.02, 0.004].map((change) => {
    const plan = samplePlanDigest({ lookBack: sampleLookBack({ change }) });
    return digestForms({ result: sampleDigest([plan]), subscription: SUBSCRIPTION })[0];
  });
  const told = ['−31%', '\\+2%', '±0%'];
  shown.forEach((form, index) => {
    assert.match(textOf(form), new RegExp(`${told[index]} from last week’s forecast`));
    assert.match(blocksOf(form), new RegExp(`"text":"${told[index]}"`));
  });
});

test('a forecast that was made up for is labelled', () => {
  const plan = samplePlanDigest({ lookBack: sampleLookBack({ isBackFilled: true }) });
  const [best] = digestForms({ result: sampleDigest([plan]), subscription: SUBSCRIPTION });
  assert.match(blocksOf(best), /days †/);
  assert.match(blocksOf(best), /† Back-filled: .* as the model would have said then/);
});

test('the buttons are those of the digest as it is now', () => {
  const buttons = (subscription: Subscription | undefined) =>
    blocksOf(digestForms({ result: sampleDigest(), subscription })[0]).match(/digest_\w+/g);
  assert.deepEqual(buttons(SUBSCRIPTION)?.[2], 'digest_pause');
  assert.deepEqual(buttons(PAUSED)?.[2], 'digest_resume');
  assert.deepEqual(buttons(undefined), ['digest_edit', 'digest_plans']);
});

test('the headline of an empty and of a quiet digest', () => {
  const headline = (plans: Parameters<typeof sampleDigest>[0]) =>
    textOf(digestForms({ result: sampleDigest(plans), subscription: SUBSCRIPTION })[0]);
  assert.match(headline([]), /No plan is saved in this channel yet/);
  assert.match(headline([samplePlanDigest()]), /1 plan, nothing to worry about/);
});

const hostile = fc
  .array(fc.constantFrom('<!channel>', '&', '\u{1F986}', 'word ', '*', '`'), { minLength: 1 })
  .map((pieces) => pieces.join('').slice(0, 100).toWellFormed());

const plan = fc
  .record({
    name: hostile,
    reason: fc.option(hostile),
    risks: fc.subarray([...SAMPLE_RISKS]),
    lookBack: fc.option(fc.constantFrom(0, 2_400).map((actual) => sampleLookBack({ actual }))),
  })
  .map(({ name, reason, risks, lookBack }) =>
    samplePlanDigest({
      name,
      risks,
      lookBack,
      ...(reason !== null && { next: { kind: 'refused', reason, needed: reason.repeat(30) } }),
    }),
  );

test('digests keep within the limits, however many plans there are', () => {
  const plans = fc.oneof(
    fc.array(plan, { maxLength: 25 }),
    fc.array(plan, { minLength: 90, maxLength: 120 }),
  );
  const subscription = fc.constantFrom(SUBSCRIPTION, PAUSED, undefined);
  fc.assert(
    fc.property(plans, subscription, (saved, current) => {
      const forms = digestForms({ result: sampleDigest(saved), subscription: current });
      for (const form of forms) assertAcceptable(form);
    }),
    { numRuns: 30 },
  );
});

const saved = (name: string) => ({
  plan: {
    id: 'f0000000-0000-4000-8000-000000000002',
    channel: 'C1',
    savedBy: 'UALICE',
    name,
    status: 'draft' as const,
    plan: { targeting: {}, flight: { start: '2026-11-23', end: '2026-11-29' } },
    planHash: '',
    createdAt: new Date(0),
    updatedAt: new Date(0),
  },
  understood: `everyone, ${name}`,
});

test('panels, placeholders and lists of plans keep within the limits', () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 50 }), fc.nat(5), (names, page) => {
      const plans = names.map(saved);
      assertAcceptable(savedPlans({ plans, page, news: names[0] }));
      assertAcceptable(
        digestPanel({ subscription: SUBSCRIPTION, plans: names, news: 'It rests.' }),
      );
      const asked = { digestId: 'a', plans: names.length, requestedBy: 'UALICE' };
      assertAcceptable(digestPlaceholder({ ...asked, steps: DIGEST_STEPS }));
    }),
    { numRuns: 30 },
  );
});

test('a long list of plans is turned page by page', () => {
  const plans = Array.from({ length: 45 }, (_, index) => saved(`Plan ${index}`));
  const page = (number: number) => blocksOf(savedPlans({ plans, page: number }));
  assert.match(page(0), /Plan 19\b.*plan_next_page.*Page 1 of 3/);
  assert.match(page(1), /Plan 20\b.*plan_previous_page.*plan_next_page/);
  assert.doesNotMatch(page(2), /plan_next_page/);
  assert.equal(page(9), page(2));
});

test('the form keeps within the limits and offers every zone', () => {
  fc.assert(
    fc.property(fc.option(hostile, { nil: undefined }), fc.boolean(), (planToSave, isNew) => {
      const view = digestModal({ time: SUBSCRIPTION, isNew, planToSave, metadata: '{}' });
      assert.deepEqual(checkView(JSON.parse(JSON.stringify(view)), 'modal'), []);
      assert.match(JSON.stringify(view), /America\/New_York.*Europe\/Berlin/);
    }),
    { numRuns: 20 },
  );
});
