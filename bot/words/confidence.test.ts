import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { groundsOfConfidence } from './confidence.ts';

test('confidence rests on volume, width and distance', () => {
  const grounds = groundsOfConfidence(sampleForecast({ level: 68 }));
  assert.equal(grounds, '68 impressions a day, total ±15%, 14 days ahead');
});

test('where nothing is expected there is no width to speak of', () => {
  const grounds = groundsOfConfidence(sampleForecast({ days: 1, level: 0 }));
  assert.equal(grounds, '0 impressions a day, one day ahead');
});
