import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { HistoryFact } from '../plan-facts.ts';
import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import type { Found } from './facts.ts';
import { composeHistory } from './history.ts';

/** What was measured in the scenario, in part another. */
function history(changed: Partial<HistoryFact> = {}): Found {
  return { history: { ...SCENARIO.history, ...changed } };
}

const measured = (text: string, found = history()) => textOf(composeHistory(found, { text }).told);

test('what was measured is told first of the days that are asked about', () => {
  const cases: [text: string, first: RegExp][] = [
    ['how are weekends?', /^Weekends had about 84 impressions a day, Mondays to Fridays 91\./],
    ['how good are Thursdays', /^Thursdays had about 90 impressions each, /],
    [
      'how was last week',
      /^The seven days to 22 Nov 2026 had about 81 .* a day, −13% against 93 in/,
    ],
    ['and the past 7 days?', /^The seven days to 22 Nov 2026/],
    ['what came yesterday', /^The latest measured day is Sun 22 Nov with 78 impressions\./],
    [
      'what did it deliver last month',
      /^In October 2026, about 86 impressions a day .* on 31 days\./,
    ],
    ['how was 12 Nov', /^On Thu 12 Nov, 122 impressions were measured\. This targeting/],
    ['and on October 24th?', /^On Sat 24 Oct, 61 /],
    ['and 2026-11-22?', /^On Sun 22 Nov, 78 /],
    ['how was it in september?', /^In September 2026, about 88 .* on 3 days\./],
  ];
  for (const [text, first] of cases) assert.match(measured(text), first, text);
});

test('it is told as a whole where other days are asked about, and that they are not kept apart', () => {
  for (const text of ['in july?', 'the past 30 days', 'on 13 Nov', 'this week']) {
    assert.match(measured(text), /^I cannot single out all the days .* This targeting got/, text);
  }
  const unknown = history({ weekendPerDay: null, lastWeekPerDay: null });
  assert.match(measured('weekends and last week', unknown), /^I cannot single out/);
});

test('it names its days, so that it stays true in an old thread', () => {
  assert.match(
    measured('what is usual'),
    /^This targeting .*\. The seven days to 22 Nov 2026 had about 81 impressions a day, −13% against 93/,
  );
  assert.doesNotMatch(measured('how may this sun it'), /cannot single out/);
});

test('the last week is told once', () => {
  assert.equal(measured('how was last week').match(/The seven days to/g)?.length, 1);
});

test('of holidays it says that it has no calendar of them', () => {
  assert.match(
    measured('was diwali week a peak'),
    /^I have no calendar of holidays.* show them\. This targeting/,
  );
});

test('what is alike is not told as best and weakest', () => {
  const day = { date: '2026-11-22', impressions: 400 };
  const alike = history({
    highest: day,
    lowest: day,
    busiestWeekday: { name: 'Monday', perDay: 400 },
    quietestWeekday: { name: 'Sunday', perDay: 400 },
  });
  assert.match(measured('what is usual', alike), /No weekday stood out\.$/);
});
