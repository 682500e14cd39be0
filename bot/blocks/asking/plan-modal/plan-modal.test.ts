import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { addDays } from '../../../../data/calendar.ts';
import { DIMENSIONS, GENDERS, LIST_DIMENSIONS, WEEK } from '../../../../data/dimensions.ts';
import { canonicalPlan, type Plan } from '../../../../data/plan.ts';
import type { Vocabulary } from '../../../../prompts/reading.ts';
import { initialValues } from '../../../local-slack/acts/element-state.ts';
import { checkView } from '../../../local-slack/check-view.ts';
import { objectsIn } from '../../../local-slack/json.ts';
import type { FormValues } from './fields.ts';
import { formOfPlan } from './form-of-plan.ts';
import { readMetadata } from './metadata.ts';
import { planOfForm } from './plan-of-form.ts';
import { readState } from './state.ts';
import { planModal } from './view.ts';

const today = '2026-11-22';

const VOCABULARY: Vocabulary = {
  ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, ['known', 'other']])),
  os: ['ios', 'android'],
  geo: ['IN/Mumbai', 'IN/Delhi', 'IN'],
  site: Array.from({ length: 300 }, (_, index) => `site${index}.example`),
  language: ['en', 'de', 'not a code'],
};

const metadata = { place: { channel: 'C1' }, revision: 3, open: [], kept: {} };

/** The plan's form as Slack shows it and sends it back untouched. */
function sentBack(plan: Plan, known: Vocabulary) {
  const { values, kept } = formOfPlan(plan);
  const view = JSON.parse(
    JSON.stringify(planModal({ values, known, metadata: { ...metadata, kept } })),
  );
  assert.deepEqual(checkView(view, 'modal'), []);
  const carried = readMetadata(view.private_metadata);
  const state = readState(initialValues(objectsIn(view.blocks)));
  assert.ok(carried && state);
  return planOfForm({ values: state, kept: carried.kept }, { today, known });
}

const hostileValue = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    'known',
    'a"b\\c',
    '\u{1F986}',
    'ios',
    'IN/Mumbai',
    'x'.repeat(160),
  ),
  fc
    .string({ minLength: 1, maxLength: 40 })
    .map((text) => text.replaceAll('\0', '').trim())
    .filter((text) => text !== '' && text.isWellFormed()),
);

const list = fc.record(
  {
    include: fc.uniqueArray(hostileValue, { minLength: 1, maxLength: 4 }),
    exclude: fc.uniqueArray(hostileValue, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: [] },
);

const daypart = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1 }),
  from: fc.integer({ min: 0, max: 11 }),
  to: fc.integer({ min: 12, max: 24 }),
});

const amount = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }),
  fc.double({ min: 1e-7, max: 1e15, noNaN: true }),
);
const currency = fc.constantFrom('USD', 'INR', 'XAU', 'QQQ');

const targeting = fc.record(
  {
    age: fc.record(
      {
        min: fc.integer({ min: 0, max: 40 }),
        max: fc.integer({ min: 40, max: 120 }),
        includeUnknown: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    gender: fc.uniqueArray(fc.constantFrom(...GENDERS)),
    ...Object.fromEntries(LIST_DIMENSIONS.map((dimension) => [dimension, list])),
    dayparts: fc.array(daypart, { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Plan['targeting']>;

const plans: fc.Arbitrary<Plan> = fc.record(
  {
    targeting,
    flight: fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 365 })).map(([ahead, length]) => ({
      start: addDays(today, ahead),
      end: addDays(today, ahead + length),
    })),
    goal: fc.record({ impressions: fc.integer({ min: 1, max: 1e15 }) }),
    bidCpm: fc.record({ amount, currency }),
    budget: fc.record({ amount, currency, per: fc.constantFrom('flight', 'day') }),
    frequencyCap: fc.record({
      impressions: fc.integer({ min: 1, max: 1_000_000 }),
      per: fc.constantFrom('hour', 'day', 'week', 'flight'),
    }),
  },
  { requiredKeys: ['targeting', 'flight'] },
);

test('a plan that is opened and sent back untouched is the same plan', () => {
  fc.assert(
    fc.property(plans, fc.boolean(), (plan, isKnown) => {
      const known = isKnown ? VOCABULARY : {};
      assert.deepEqual(sentBack(plan, known), { plan: canonicalPlan(plan) });
    }),
    { numRuns: 150 },
  );
});

test('more values than Slack lists are kept, or the form is refused; none is lost', () => {
  const flight = { start: today, end: today };
  const sites = (count: number) => Array.from({ length: count }, (_, at) => `s${at}.example`);
  const many: Plan = { targeting: { site: { include: sites(220) } }, flight };
  assert.deepEqual(sentBack(many, VOCABULARY), { plan: canonicalPlan(many) });
  const tooMany: Plan = { targeting: { site: { include: sites(500) } }, flight };
  assert.throws(() => sentBack(tooMany, VOCABULARY), /too long for a form/);
});

test('words that are too long are cut to what their field takes', () => {
  const words = ['x '.repeat(2_000)];
  const view = planModal({ values: { words }, known: {}, metadata });
  assert.deepEqual(checkView(JSON.parse(JSON.stringify(view)), 'modal'), []);
});

test('only dimensions that the data carry are offered, and others only to be emptied', () => {
  const known: Vocabulary = { os: ['ios'], geo: ['IN'], site: [] };
  const blocks = (values: FormValues) =>
    planModal({ values, known, metadata: { ...metadata, open: ['targeting', 'money'] } }).blocks;
  const fields = (values: FormValues) =>
    blocks(values).flatMap(({ block_id }) => (block_id?.endsWith(':3') ? [block_id] : []));
  const offered = fields({}).join(' ');
  assert.match(offered, /include_os:3 .*exclude_geo:3 .*bid:3/);
  assert.doesNotMatch(offered, /gender|age|days|site|segment/);
  assert.match(fields({ include_site: ['a.example'] }).join(' '), /include_site:3/);
});

test('the first view is short; what a plan holds is never hidden', () => {
  const count = (values: FormValues) => planModal({ values, known: {}, metadata }).blocks.length;
  assert.ok(count({}) <= 16, `${count({})} blocks`);
  assert.ok(count({ bid: ['2'] }) > count({}));
  assert.ok(count({ exclude_geo: ['IN'] }) > count({}) + 10);
});

describe('problems', () => {
  const dates = { start: ['2026-12-01'], end: ['2026-12-02'] };
  const problems = (values: FormValues, known: Vocabulary = {}) => {
    const read = planOfForm({ values, kept: {} }, { today, known });
    return 'problems' in read
      ? Object.fromEntries(read.problems.map(({ field, words }) => [field, words]))
      : {};
  };

  test('are all shown at once, each under its field', () => {
    const wrong: FormValues = {
      start: ['2026-12-03'],
      end: ['2026-12-02'],
      ageMin: ['young'],
      ageMax: ['130'],
      goal: ['1.5'],
      cap: ['-3'],
      bid: ['two'],
      budget: ['5k'],
      from: ['9'],
      to: ['8'],
    };
    assert.deepEqual(Object.keys(problems(wrong)).sort(), [
      ...['ageMax', 'ageMin', 'bid', 'bidCurrency', 'budgetCurrency', 'cap', 'end', 'goal', 'to'],
    ]);
  });

  test('say how to mend them', () => {
    assert.match(problems({ ...dates, bid: ['2.50'] }).bidCurrency ?? '', /Choose the currency/);
    assert.match(problems({ start: ['2026-11-21'], end: ['2026-12-01'] }).start ?? '', /is past/);
    assert.match(problems({ end: ['2026-12-01'] }).start ?? '', /Choose a day/);
    assert.match(problems({ ...dates, ageMin: ['40'], ageMax: ['30'] }).ageMax ?? '', /youngest/);
    const lacking = problems({ ...dates, include_segment: ['auto'] }, { os: ['ios'] });
    assert.match(lacking.include_segment ?? '', /do not say the segment. Empty this field/);
    assert.match(problems({ start: ['2026-12-01'], end: ['2028-12-01'] }).end ?? '', /366 days/);
  });

  test('there are none in numbers as people write them', () => {
    const values = { ...dates, goal: ['5 million'], budget: ['2.5 lakh'], budgetCurrency: ['INR'] };
    const read = planOfForm({ values, kept: {} }, { today, known: {} });
    assert.ok('plan' in read);
    assert.equal(read.plan.goal?.impressions, 5_000_000);
    assert.deepEqual(read.plan.budget, { amount: 250_000, currency: 'INR', per: 'flight' });
  });
});

test('what did not come from this form is not read as one', () => {
  assert.equal(readMetadata('{"version":0}'), undefined);
  assert.equal(readMetadata('{"channel":"C1"}'), undefined);
  assert.equal(readState([]), undefined);
  assert.equal(readState({ a: { b: { value: 'x'.repeat(4_000) } } }), undefined);
  assert.deepEqual(readState({ 'ask:0': { text: { value: 'x' } }, 'goal:0': { input: {} } }), {});
  fc.assert(
    fc.property(fc.anything(), fc.string(), (anything, text) => {
      readState(anything);
      assert.equal(readMetadata(text), undefined);
    }),
    { numRuns: 100 },
  );
});
