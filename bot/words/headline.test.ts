import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { headlineText } from './headline.ts';

test('the headline is one sentence to repeat', () => {
  assert.equal(
    headlineText(sampleForecast()),
    'About 1.2k impressions a day (P10–P90: 997–1.4k), 17.4k in total over 14 days (P10–P90: 14.8k–20k); reach 9.5k people, each about 1.8 times',
  );
});

test('one day has no total of its own', () => {
  const words = headlineText(sampleForecast({ days: 1, level: 500 }));
  assert.match(words, /^About 500 impressions on the day \(P10–P90: 445–555\), reach 275 people/);
});

test('data without users say so', () => {
  const forecast = sampleForecast();
  const total = { ...forecast.total, reach: null, averageFrequency: null };
  assert.match(headlineText({ ...forecast, total }), /reach unknown, as these data carry no users/);
});
