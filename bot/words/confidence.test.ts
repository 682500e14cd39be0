import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIDENCE_DEMANDS } from '../../data/confidence.ts';
import { sampleForecast } from '../testing/sample-forecast.ts';
import { groundsOfConfidence, whyNotSurer } from './confidence.ts';

test('confidence rests on volume, width and distance', () => {
  const grounds = groundsOfConfidence(sampleForecast({ level: 68 }));
  assert.equal(grounds, '65 measured a day, total ±15%, 14 days ahead');
});

test('where nothing is expected there is no width to speak of', () => {
  const grounds = groundsOfConfidence(sampleForecast({ days: 1, level: 0 }));
  assert.equal(grounds, '0 measured a day, one day ahead');
});

test('each demand of the next grade that is not met is a reason', () => {
  const sample = sampleForecast({ pastDays: 20 });
  const history = sample.history.map((day) => ({ ...day, impressions: 99.8 }));
  assert.deepEqual(whyNotSurer({ ...sample, history, confidence: 'low' }), [
    '99 impressions a day were measured, and medium asks for 100',
    'there are 20 days of history, and medium asks for 21',
  ]);
  const wide = { ...sample.total, impressions: { p10: 10, p50: 100, p90: 161 } };
  const far = { ...sample.plan, flight: { start: '2027-01-01', end: '2027-02-01' } };
  const medium = { ...sampleForecast({ level: 5_000 }), total: wide, plan: far };
  assert.deepEqual(whyNotSurer({ ...medium, confidence: 'medium' }), [
    'the total is likely within ±76%, and high asks for ±30%',
    'the flight ends 71 days after the data, and high asks for at most 28',
  ]);
});

test('where confidence is high, nothing is missing', () => {
  assert.deepEqual(whyNotSurer({ ...sampleForecast(), confidence: 'high' }), []);
});

test('as many days of history are shown as any grade asks for', () => {
  const shownDays = 56;
  for (const { historyDays } of CONFIDENCE_DEMANDS) assert.ok(historyDays <= shownDays);
});
