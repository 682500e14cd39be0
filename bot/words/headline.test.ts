import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { headlineText, headlineToRepeat } from './headline.ts';

test('the headline is one sentence to repeat', () => {
  assert.equal(
    headlineText(sampleForecast()),
    'About 1.2k impressions a day (likely 997–1.4k), 17.4k in total over 14 days (likely 14.8k–20k); reach 9.5k people, each about 1.8 times',
  );
});

test('one day has no total of its own', () => {
  const words = headlineText(sampleForecast({ days: 1, level: 500 }));
  assert.match(words, /^About 500 impressions on the day \(likely 445–555\), reach 275 people/);
});

test('data without users say so', () => {
  const forecast = sampleForecast();
  const total = { ...forecast.total, reach: null, averageFrequency: null };
  assert.match(headlineText({ ...forecast, total }), /reach unknown, as these data carry no users/);
});

test('what to repeat fits in one breath', () => {
  const forecast = sampleForecast();
  assert.equal(
    headlineToRepeat(forecast),
    'About 1.2k impressions a day, reaching 9.5k people in 14 days',
  );
  const withoutReach = { ...forecast, total: { ...forecast.total, reach: null } };
  assert.equal(headlineToRepeat(withoutReach), 'About 1.2k impressions a day, 17.4k in 14 days');
  const oneDay = sampleForecast({ days: 1, level: 500 });
  assert.equal(headlineToRepeat(oneDay), 'About 500 impressions on the day, reaching 275 people');
});
