import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import fc from 'fast-check';

import { type Plan, planSchema } from '../../data/plan.ts';
import { MAX_TEXT_LENGTH, type Reading, takeOption } from '../reading.ts';
import { plans, today } from '../testing/plans.ts';
import { readText } from './read.ts';

interface EvaluationCase {
  text: string;
  previous?: Plan;
  plan?: Plan;
  compare?: [Plan, Plan];
  about?: string;
  options?: string[];
  outOfScope?: true;
}

const cases = ['forecast-requests', 'odd-requests', 'follow-ups'].flatMap((name) =>
  readFileSync(new URL(`../evaluation/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EvaluationCase),
);

function summarise(reading: Reading): Omit<EvaluationCase, 'text' | 'previous'> {
  if (reading.kind === 'plan') return { plan: reading.plan };
  if (reading.kind === 'compare') return { compare: reading.plans };
  if (reading.kind === 'outOfScope') return { outOfScope: true };
  return { about: reading.about, options: reading.options };
}

for (const { text, previous, ...expected } of cases) {
  test(`reads “${text}”${previous ? ' as a follow-up' : ''}`, () => {
    const reading = readText(text, { today, ...(previous && { previous }) });
    assert.deepEqual(summarise(reading), expected);
  });
}

test('what the text leaves open is filled and said', () => {
  const reading = readText('women on iOS', { today });
  assert.deepEqual(reading.kind === 'plan' && reading.assumptions, [
    'No flight named, so the next 14 days.',
    'No place named, so everywhere.',
  ]);
});

test('an option taken answers the question', () => {
  const text = 'girls in Mumbay next 14 days';
  const question = readText(text, { today });
  assert.ok(question.kind === 'question');
  const answered = readText(takeOption(text, question, 'Mumbai'), { today });
  assert.deepEqual(answered, readText('girls in Mumbai next 14 days', { today }));
});

test('no question is a dead end: each option brings the reading on', () => {
  for (const { text, previous } of cases) {
    const context = { today, ...(previous && { previous }) };
    const question = readText(text, context);
    if (question.kind !== 'question') continue;
    for (const option of question.options) {
      const answered = readText(takeOption(text, question, option), context);
      assert.notDeepEqual(answered, question, `${text} -> ${option}`);
      assert.notEqual(answered.kind, 'outOfScope', `${text} -> ${option}`);
    }
  }
});

test('two amounts, flights or ages are asked about, not chosen from', () => {
  for (const text of [
    'budget USD 5 and budget EUR 6',
    'this week and next week',
    '18-24 and 35-44',
  ]) {
    assert.equal(readText(text, { today }).kind, 'question', text);
  }
});

test('values that only the data know are read from the vocabulary', () => {
  const vocabulary = {
    site: ['news.example'],
    segment: ['auto intenders'],
    geo: ['US-AL/Birmingham'],
  };
  const read = (text: string) => readText(text, { today, vocabulary });
  const plan = (text: string) => {
    const reading = read(text);
    return reading.kind === 'plan' ? reading.plan.targeting : reading;
  };
  assert.deepEqual(plan('auto intenders on news.example in Birmingham'), {
    geo: { include: ['US-AL/Birmingham'] },
    site: { include: ['news.example'] },
    segment: { include: ['auto intenders'] },
  });
  assert.deepEqual(plan('not on news.example, in Pune'), {
    geo: { include: ['IN/Pune'] },
    site: { exclude: ['news.example'] },
  });
});

test('a follow-up to a plan whose flight is over asks for later days', () => {
  const flight = { start: '2026-11-01', end: '2026-11-14' };
  const reading = readText('men', { today, previous: { targeting: {}, flight } });
  assert.ok(reading.kind === 'question');
  assert.equal(reading.about, 'flight');
});

test('an empty text and one that is too long are answered with an example', () => {
  for (const text of ['', '   ', '<@U1>', '🙏', 'women '.repeat(MAX_TEXT_LENGTH)]) {
    const reading = readText(text, { today });
    assert.ok(reading.kind === 'question');
    assert.match(reading.question, /women 25-34 on iOS in Mumbai/);
  }
});

test('markup, mentions and invisible characters are no words', () => {
  const plain = readText('women in Mumbai', { today });
  for (const text of [
    '<@U1> women in Mumbai',
    '<!channel> women in <https://x.example|Mumbai> 🙏 :tada:',
    '\u202ewomen\u0000 in\u200f Mumbai',
  ]) {
    assert.deepEqual(readText(text, { today }), plain);
  }
});

test('a question never carries markup of the text', () => {
  const reading = readText('women in Pune *bold* _it_ `x` <b>zz</b> & @here #random', { today });
  assert.ok(reading.kind === 'question');
  assert.doesNotMatch(reading.question, /[<>&*_`@#]/);
});

test('a part that the follow-up begins is said to restrict', () => {
  const previous: Plan = { targeting: {}, flight: { start: '2026-12-01', end: '2026-12-07' } };
  const reading = readText('add Pune', { today, previous });
  assert.deepEqual(reading.kind === 'plan' && reading.assumptions, [
    'No place was set before, so only what you added counts.',
  ]);
});

test('quoted values and long gaps ask for nothing', () => {
  const plain = readText('site "add vs drop" in Pune', { today });
  assert.ok(plain.kind === 'plan');
  assert.deepEqual(plain.plan.targeting.site, { include: ['add vs drop'] });
  assert.deepEqual(readText(`site "add vs drop"${' '.repeat(900)}in Pune`, { today }), plain);
});

const wordsOfTheTrade = fc.constantFrom(
  ...'women men 25-34 34-25 over under 18+ iOS iPhone not except in Mumbai Delhi Springfield and or , next 14 days 2 weeks 01/12 Dec 1 to 14 December 2026 from until cap 3 /day per flight max 300x250 video budget $ 50k INR CPM bid weekdays 5pm - 10pm any gender Monday Q1 this weekend "a site "b" <@U1> & . : ; ( ) 99999999 0 vs versus compare with add also plus too drop remove without the age place instead of swap for same but only no what about'.split(
    ' ',
  ),
);
const hostileTexts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: MAX_TEXT_LENGTH / 2 }),
  fc.string({ maxLength: MAX_TEXT_LENGTH }),
  fc.array(wordsOfTheTrade, { maxLength: 60 }).map((words) => words.join(' ')),
  fc.array(wordsOfTheTrade, { maxLength: 8 }).map((words) => words.join(' ')),
  fc.array(wordsOfTheTrade, { maxLength: 60 }).map((words) => words.join('')),
);

function assertSound(reading: Reading): void {
  const plans =
    reading.kind === 'plan' ? [reading.plan] : reading.kind === 'compare' ? reading.plans : [];
  for (const plan of plans) assert.deepEqual(planSchema.parse(plan), plan);
  if (reading.kind === 'compare') assert.notDeepEqual(plans[0], plans[1]);
  if (reading.kind === 'question') {
    assert.ok(reading.question.length < 600);
    assert.doesNotMatch(reading.question, /expected|invalid|too (?:small|big)|targeting\./i);
  }
}

test('any text at all is read as a valid plan or two, or answered', () => {
  fc.assert(
    fc.property(hostileTexts, (text) => assertSound(readText(text, { today }))),
    { numRuns: 300 },
  );
});

test('any follow-up at all leaves a valid plan or two, or is answered', () => {
  fc.assert(
    fc.property(hostileTexts, plans, (text, previous) =>
      assertSound(readText(text, { today, previous })),
    ),
    { numRuns: 300 },
  );
});

test('the longest repetitions are read without backtracking for ever', () => {
  const pieces = [
    '1',
    'a',
    ' ',
    '1,',
    'in ',
    'not ',
    'women, ',
    '"',
    '\\',
    'Mumbai and ',
    '1-',
    'mon, ',
    'on ',
    'dec 1 ',
    'the ',
    '<',
    'x x1',
    'vs ',
    'add Pune ',
    'drop ',
    'swap a ',
    'compare and ',
    'without the age and the cap ',
    'same but ',
  ];
  const previous: Plan = { targeting: {}, flight: { start: '2026-12-01', end: '2026-12-07' } };
  for (const piece of pieces) {
    const text = piece.repeat(MAX_TEXT_LENGTH).slice(0, MAX_TEXT_LENGTH);
    assert.ok(readText(text, { today }).kind.length > 0);
    assert.ok(readText(text, { today, previous }).kind.length > 0);
  }
});
