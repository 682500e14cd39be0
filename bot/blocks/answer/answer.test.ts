import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../../testing/sample-forecast.ts';
import { answerForms } from './answer.ts';

const PARTS = {
  forecast: sampleForecast(),
  requestId: 'f0000000-0000-4000-8000-000000000001',
  requestedBy: 'UALICE',
  timeZone: 'UTC',
  understood: 'iOS in Mumbai, 23 Nov – 6 Dec 2026',
  assumptions: ['No dates were named: the next 14 days.'],
  accuracy: { horizonDays: 7, wape: 0.117, coverage80: 0.78 },
  breakdowns: ['city' as const],
};

const best = (parts: object = {}) => {
  const [form] = answerForms({ ...PARTS, ...parts });
  assert.ok(form);
  return form;
};
const typesOf = (parts: object = {}) => best(parts).blocks.map(({ type }) => type);
const wordsOf = (parts: object = {}) => JSON.stringify(best(parts).blocks);

test('an answer leads with the headline and ends with where it comes from', () => {
  assert.deepEqual(typesOf(), [
    'header',
    'section',
    'section',
    'data_visualization',
    'section',
    'data_table',
    'actions',
    'actions',
    'context_actions',
    'context',
  ]);
});

test('each form of an answer asks less of Slack', () => {
  const risky = ['data_visualization', 'data_table', 'table'];
  const asked = answerForms(PARTS).map(({ blocks }) =>
    blocks.map(({ type }) => type).filter((type) => risky.includes(type)),
  );
  assert.deepEqual(asked, [['data_visualization', 'data_table'], ['data_table'], ['table'], []]);
});

test('its text alternative says it all without blocks', () => {
  const { text } = best();
  assert.match(text, /^About 1.2k .*14 days.*iOS in Mumbai.*assumed: No dates.*grew by 6%/);
  assert.match(text, /Confidence: medium.*22 Nov 2026.*Mon 23 Nov 1.24k, .*Sun 6 Dec 967\.$/);
});

test('a default is marked as one', () => {
  assert.match(wordsOf(), /Not said, so assumed.*No dates were named/);
});

test('reach and average frequency stand beside the impressions', () => {
  assert.match(wordsOf(), /\*Reach\*\\n9.5k people.*\*Average frequency\*\\n1.8 times/);
  const total = { ...PARTS.forecast.total, reach: null, averageFrequency: null };
  assert.match(wordsOf({ forecast: { ...PARTS.forecast, total } }), /carry no users/);
});

test('a flight too long for the native chart has none, and all its days in pages', () => {
  const forecast = sampleForecast({ days: 60 });
  assert.ok(!typesOf({ forecast }).includes('data_visualization'));
  assert.doesNotMatch(wordsOf({ forecast }), /of 60 days/);
});

test('a table that cannot hold every day says so and where they are', () => {
  const forecast = sampleForecast({ days: 366 });
  assert.match(wordsOf({ forecast }), /first 99 of 366 days.*CSV/);
  const plain = answerForms({ ...PARTS, forecast })[2];
  assert.match(JSON.stringify(plain), /first 31 of 366 days/);
});

test('confidence says what it rests on, and the range what it means', () => {
  const words = wordsOf();
  assert.match(words, /Medium\\n_1.2k measured a day, total ±15%, 14 days ahead/);
  assert.match(words, /8 times in 10/);
});

test('how right the model was is told where it is known', () => {
  assert.match(wordsOf(), /did 7.8 times in 10, and daily numbers were 12% off/);
  assert.doesNotMatch(wordsOf({ accuracy: undefined }), /off on average/);
});

test('how right forecasts were on the days that came is told once there are enough of them', () => {
  const days = { first: '2026-10-26', last: '2026-11-22' };
  const live = { days, dayCount: 7, count: 30, wape: 0.094, bias: 0.01, coverage80: 0.81 };
  const words =
    /In the forecasts made here for 7 days from 26 Oct to 22 Nov 2026, it did 8.1 times in 10, .* 9% off\./;
  assert.match(wordsOf({ live }), words);
  const tooFew = [
    { ...live, count: 29 },
    { ...live, dayCount: 6 },
    { ...live, wape: null },
  ];
  for (const few of [...tooFew, undefined])
    assert.doesNotMatch(wordsOf({ live: few }), /made here/);
});

test('only data that have aged say how old they are', () => {
  assert.match(wordsOf(), /Data through 22 Nov 2026 · /);
  const forecast = { ...PARTS.forecast, dataThrough: '2026-11-19' };
  assert.match(wordsOf({ forecast }), /Data through 19 Nov 2026 \(3 days ago\)/);
});

test('the age of data counts days where they are reported', () => {
  const made = (generatedAt: string, timeZone: string) =>
    wordsOf({ forecast: { ...PARTS.forecast, generatedAt }, timeZone });
  assert.doesNotMatch(made('2026-11-24T04:00:00Z', 'America/Los_Angeles'), /days ago/);
  assert.match(made('2026-11-24T04:00:00Z', 'UTC'), /2 days ago/);
  assert.match(made('2026-11-23T20:00:00Z', 'Asia/Kolkata'), /2 days ago/);
  assert.doesNotMatch(made('2026-11-23T20:00:00Z', 'UTC'), /days ago/);
});

test('a plan with terms is told what it would get', () => {
  const delivery = {
    impressions: { p10: 5_000, p50: 6_200, p90: 7_000 },
    reach: null,
    spend: null,
    winRate: 0.41,
    limitedBy: 'the bid',
  };
  const words = wordsOf({ forecast: { ...PARTS.forecast, delivery } });
  assert.match(words, /about 6.2k of them .*; winning 41% of auctions; limited by the bid\./);
});
