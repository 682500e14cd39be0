import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { answer } from './answer.ts';

const PARTS = {
  forecast: sampleForecast(),
  requestId: 'f0000000-0000-4000-8000-000000000001',
  requestedBy: 'UALICE',
  understood: 'iOS in Mumbai, 23 Nov – 6 Dec 2026',
  assumptions: ['No dates were named: the next 14 days.'],
  image: { fileId: 'F1', altText: 'Line chart of daily impressions' },
  nativeChart: true,
};

const typesOf = (parts: typeof PARTS | object) =>
  answer({ ...PARTS, ...parts }).blocks.map(({ type }) => type);

test('an answer leads with the headline and ends with where it comes from', () => {
  assert.deepEqual(typesOf({}), [
    'section',
    'section',
    'image',
    'data_visualization',
    'table',
    'section',
    'actions',
    'context',
  ]);
});

test('its text alternative says it all without blocks', () => {
  assert.match(answer(PARTS).text, /About 1.2k .*14 days.*iOS in Mumbai.*grew by 6%/);
});

test('a default is marked as one', () => {
  assert.match(JSON.stringify(answer(PARTS)), /Not said, so assumed.*No dates were named/);
});

test('a flight too long for the native chart has none, and a table that says it is cut', () => {
  const long = { forecast: sampleForecast({ days: 60 }) };
  assert.ok(!typesOf(long).includes('data_visualization'));
  const written = JSON.stringify(answer({ ...PARTS, ...long }));
  assert.match(written, /first 31 of 60 days/);
});

test('without an image the rest still stands', () => {
  assert.ok(!typesOf({ image: undefined }).includes('image'));
});

test('the native charts show what the image does not', () => {
  const titlesOf = (parts: object) =>
    answer({ ...PARTS, ...parts }).blocks.flatMap((block) => ('title' in block ? block.title : []));
  assert.deepEqual(titlesOf({}), ['Reach a day']);
  assert.deepEqual(titlesOf({ image: undefined }), ['Impressions a day', 'Reach a day']);
});

test('confidence says what it rests on, and the range what it means', () => {
  const written = JSON.stringify(answer(PARTS).blocks.at(-1));
  assert.match(
    written,
    /Confidence: \*medium\* \(1.2k impressions a day, total ±15%, 14 days ahead/,
  );
  assert.match(written, /8 times in 10/);
});

test('a plan with terms is told what it would get', () => {
  const delivery = {
    impressions: { p10: 5_000, p50: 6_200, p90: 7_000 },
    reach: null,
    spend: null,
    winRate: 0.41,
    limitedBy: 'the bid',
  };
  const written = JSON.stringify(answer({ ...PARTS, forecast: { ...PARTS.forecast, delivery } }));
  assert.match(written, /about 6.2k of them .*; winning 41% of auctions; limited by the bid\./);
});
