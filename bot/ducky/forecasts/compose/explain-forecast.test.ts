import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ForecastFact } from '../plan-facts.ts';
import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeWhy } from './explain-forecast.ts';
import type { Found } from './facts.ts';

/** What was found of the scenario, the forecast in part another. */
function found(changed: Partial<ForecastFact> = {}): Found {
  return { forecast: { ...SCENARIO.forecast, ...changed }, history: SCENARIO.history };
}
const FOUND = found();

const said = (text = 'why?', given = FOUND) => textOf(composeWhy(given, { text }).told);

test('says why a number is what it is', () => {
  assert.equal(
    said(),
    "I expect about 91 impressions a day (likely 65–125). The 28 days to 22 Nov 2026 had 92 a day on average; from there, −3% for the weekdays of the flight and +2% for the model's correction. The frequency cap limits delivery: about 67 of 91 impressions a day remain. Confidence is low: 92 impressions a day were measured, and medium asks for 100.",
  );
});

test('begins with what was singled out', () => {
  assert.match(said('how sure are you'), /^Confidence is low: 92 /);
  assert.match(said('why is reach so low'), /^Reach is about 269 people/);
  assert.match(said('what limits it'), /^The frequency cap limits/);
});

test('says what limits a plan without terms, and one whose terms take nothing off', () => {
  const without = found({ delivery: null, limitedBy: null });
  assert.match(said('what limits it', without), /^What limits it is how many/);
  const idle = found({ limitedBy: 'available impressions' });
  assert.match(said('is it the cap?', idle), /^The plan's own terms take nothing/);
  assert.doesNotMatch(said('why?', without), /remain/);
});

test('says why it is no surer, and that nothing is missing where it is sure', () => {
  const reasons = [
    'the total is likely within ±90%, and medium asks for ±75%',
    'there are 20 days',
  ];
  const unsure = said('how sure is it', found({ whyNotSurer: reasons }));
  assert.match(unsure, /^Confidence is low: the total is likely within ±90%, .*±75%; there are 20/);
  const sure = found({ confidence: 'high', whyNotSurer: [] });
  assert.match(said('how sure is it', sure), /^Confidence is high: /);
});

test('speaks of days only where days are asked about', () => {
  const lowest = /lowest day of the flight/;
  for (const text of ['why 91 impressions a day', 'why only 91 per day', 'why so low daily?']) {
    const { told, uses } = composeWhy(FOUND, { text });
    assert.doesNotMatch(textOf(told), lowest, text);
    assert.deepEqual(uses, ['forecast'], text);
  }
  const { told, uses } = composeWhy(FOUND, { text: 'which days are weak, at 91 a day?' });
  assert.match(textOf(told), lowest);
  assert.deepEqual(uses, ['forecast', 'history']);
});

test('names the days of the flight that are asked about', () => {
  assert.match(
    said('why is saturday so low?'),
    /^Saturdays had about 83 impressions each, against a mean of 89 over all days\. .* This was measured 28 Sep to 22 Nov 2026\. I expect 84 on Sat 28 Nov and 88 on Sat 5 Dec\. I expect about 91/,
  );
  assert.match(
    said('why are the weekends weak'),
    /^Weekends had about 84 .*Mondays to Fridays 91\. Tuesdays were busiest .* I expect 84 on Sat 28 Nov, 85 on Sun 29 Nov, /,
  );
});

test('a date is looked for in the flight', () => {
  for (const date of ['28 Nov', 'Nov 28', 'the 28th of November', '2026-11-28']) {
    assert.match(said(`why is ${date} so low?`), /I expect 84 on Sat 28 Nov\./, date);
  }
  assert.match(said('why is 1 Jan so low?'), /The flight has no such day\./);
});

test('what is asked of days that the flight has not, or has many of, is answered too', () => {
  const days = SCENARIO.forecast.daily.slice(0, 3);
  const short = found({ flight: { start: '2026-11-24', end: '2026-11-26', days: 3 }, daily: days });
  assert.match(said('why is saturday so low', short), /The flight has no such day\./);
  const many = Array.from({ length: 30 }, (_, index) => ({
    date: '2026-11-28',
    impressions: 80 + index,
  }));
  const long = found({ flight: { ...SCENARIO.forecast.flight, days: 30 }, daily: many });
  assert.match(said('why is saturday so low', long), /I expect 80 to 109 on each such day/);
  const longer = found({ flight: { ...SCENARIO.forecast.flight, days: 90 }, daily: many });
  assert.doesNotMatch(said('why is saturday so low', longer), /I expect 80/);
});

test('a flight of one day, or of days alike, is not told by its extremes', () => {
  const { flight, lowestDay } = SCENARIO.forecast;
  const one = found({ flight: { ...flight, days: 1 } });
  assert.match(
    said('which days are best?', one),
    /The flight is a single day\. I expect about 91 impressions on 24 Nov 2026/,
  );
  const alike = found({ highestDay: lowestDay });
  assert.match(said('which days are best?', alike), /I expect about 84 on every day/);
});

test('what the answer of the forecast says to mind is told with a part of it', () => {
  const notes = ['The ranges are a rule of thumb: there was too little history.'];
  const told = (text: string) => composeWhy(found({ notes }), { text }).told.slice(1);
  assert.deepEqual(told('how sure are you?'), [{ kind: 'note', text: notes[0] }]);
  assert.deepEqual(told('why?'), []);
});
