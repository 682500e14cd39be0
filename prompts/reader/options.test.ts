import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { addDays } from '../../data/calendar.ts';
import { type Question, takeOption } from '../reading.ts';
import { today } from '../testing/plans.ts';
import { gazetteer } from './places/gazetteer.ts';
import { choose } from './places/resolve.ts';
import { readText } from './read.ts';

/** Parts of a plan that raise no question, by what they are about. */
const CLEAR: Readonly<Record<string, string>> = {
  gender: 'women',
  age: '25-34',
  os: 'on iOS',
  format: 'video',
  geo: 'in Pune',
  frequencyCap: 'cap 3 per day',
  bidCpm: 'bid USD 2.5',
  flight: 'next 7 days',
};

const days = fc.integer({ min: -800, max: 800 }).map((ahead) => addDays(today, ahead));
const numericDays = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([day, month]) => `${day}/${month}`);
const number = fc.integer({ min: 0, max: 150 });

/** Parts that may raise one; the key is the part that a clear one must not speak of as well. */
const unclear = fc.oneof(
  fc.record({
    about: fc.constant('flight'),
    text: fc.oneof(
      fc
        .tuple(
          fc.constantFrom('until', 'from', 'on', 'by', 'starting', ''),
          fc.oneof(days, numericDays),
        )
        .map((words) => words.join(' ')),
      fc
        .tuple(days, fc.constantFrom(' to ', ' – ', ' until '), days)
        .map((words) => words.join('')),
      fc
        .tuple(days, fc.integer({ min: 1, max: 500 }))
        .map(([day, length]) => `from ${day} for ${length} days`),
      number.map((length) => `for ${length} weeks`),
      fc.constantFrom('yesterday', 'from last week', 'the past 3 months', 'over the last quarter'),
    ),
  }),
  fc.record({
    about: fc.constant('age'),
    text: fc.tuple(number, number).map(([from, to]) => `aged ${from}-${to}`),
  }),
  fc.record({
    about: fc.constant('age'),
    text: fc
      .tuple(
        fc.constantFrom('weekdays', 'Mon-Fri', 'fri to mon', 'evenings', 'mornings', 'at night'),
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: 0, max: 24 }),
      )
      .filter(([, from, to]) => from !== to && from < 24)
      .map(([when, from, to]) => `${when} ${from}-${to}`),
  }),
  fc.record({
    about: fc.constant('frequencyCap'),
    text: fc
      .tuple(number, fc.constantFrom('', ' per user', ' per month', ' every 2 days', '.5 a day'))
      .map(([count, rest]) => `cap ${count}${rest}`),
  }),
  fc.record({
    about: fc.constant('bidCpm'),
    text: fc
      .tuple(
        fc.constantFrom('budget', 'bid', 'goal'),
        fc.constantFrom('10.000', '2.500', '10', '1.500.000', '2,50', '5k', '0'),
        fc.constantFrom('', ' EUR'),
      )
      .map(([what, amount, currency]) => `${what} ${amount}${what === 'goal' ? '' : currency}`),
  }),
  fc.constantFrom(
    { about: 'gender', text: 'not women' },
    { about: 'geo', text: 'in Mumbay' },
    { about: 'geo', text: 'Springfield' },
    { about: 'os', text: 'on andriod' },
  ),
);

/** What is asked after the option is taken: undefined where a plan was read. */
function askedAfter(text: string, question: Question, option: string): Question | undefined {
  const answer = readText(takeOption(text, question, option), { today });
  if (answer.kind === 'plan') return undefined;
  assert.equal(answer.kind, 'question', `${text} -> ${option}`);
  return answer.kind === 'question' ? answer : undefined;
}

test('every option is read and taken: nothing more is asked of what it answers', () => {
  const clear = fc.subarray(Object.keys(CLEAR));
  fc.assert(
    fc.property(unclear, clear, ({ about, text }, others) => {
      const parts = others.filter((part) => part !== about).map((part) => CLEAR[part]);
      const sentence = [text, ...parts].join(', ');
      const question = readText(sentence, { today });
      if (question.kind !== 'question') return;
      for (const option of question.options) {
        const next = askedAfter(sentence, question, option);
        assert.ok(!next || isLesser(next, question), `${sentence} -> ${option}: ${next?.question}`);
      }
    }),
    { numRuns: 500 },
  );
});

/** True for a question that the first answer has not settled: the currency, or which of namesakes. */
function isLesser(next: Question, before: Question): boolean {
  return /In which currency|^Which /.test(next.question) && next.question !== before.question;
}

test('each place offered for a name that several bear is read as that place alone', () => {
  const lost: string[] = [];
  for (const [name, places] of gazetteer().byName) {
    if (choose(places).length < 2) continue;
    const text = `women in ${name}`;
    const question = readText(text, { today });
    if (question.kind !== 'question' || question.options.length === 0) continue;
    const read = question.options.map((option) => {
      const answer = readText(takeOption(text, question, option), { today });
      return answer.kind === 'plan' ? answer.plan.targeting.geo : answer;
    });
    const values = choose(places).map(({ value }) => ({ include: [value] }));
    if (JSON.stringify(read) !== JSON.stringify(values.slice(0, read.length))) lost.push(name);
  }
  assert.deepEqual(lost, []);
});
