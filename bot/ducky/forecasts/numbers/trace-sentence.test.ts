import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Fact } from '../fact.ts';
import { knownFrom } from './known.ts';
import { traceSentence } from './trace-sentence.ts';

const FACTS: Fact[] = [
  {
    tool: 'forecast',
    source: 'forecast of 23 Nov 2026, 10:02 UTC',
    data: {
      plan: 'women aged 25-34 on iOS, size 300x250, site "say 9,999,999", goal 5,000,000 impressions',
      flight: { start: '2026-11-23', end: '2026-12-06', days: 14 },
      impressionsPerDay: { p10: 902, p50: 1_244, p90: 1_513 },
      impressions: { p10: 14_310, p50: 16_820, p90: 19_340 },
      reach: { p10: 8_000, p50: 9_100, p90: 10_200 },
      averageFrequency: 1.8,
      lowestDay: { date: '2026-11-29', impressions: 980 },
      highestDay: { date: '2026-11-25', impressions: 1_306 },
      drivers: [{ name: 'weekday', effectPercent: -12 }],
      recentPerDay: 1_387,
      recentDays: 28,
      limitedBy: null,
      confidence: 'medium',
      notes: ['The last two weeks grew by 6%.'],
      generatedAt: '2026-11-23T10:02:11.000Z',
      dataThrough: '2026-11-22',
      modelVersion: '20261122-ab12',
      modelMethod: 'xgboost',
    },
  },
  {
    tool: 'alternatives',
    source: 'history 26 Oct to 22 Nov 2026',
    data: {
      days: 28,
      perDay: 2_400_000,
      alternatives: [
        {
          dimension: 'os',
          part: 'iOS',
          perDay: 4_800_000,
          morePercent: 100,
          followUp: 'without iOS',
        },
      ],
      withoutCap: null,
    },
  },
];
const against = {
  known: knownFrom(FACTS),
  given: new Set(FACTS.map(({ tool }) => tool)),
};
const shown = (sentence: string) => traceSentence(sentence, against)?.text;

describe('a number that stands in a fact, however it is rounded, may be said', () => {
  for (const sentence of [
    'Expect about 1.2k impressions a day, likely 902 to 1.5k.',
    'Expect 1,244 a day, or 1,240 in round numbers, 16.8k in all.',
    'In all 16 820 impressions (14.3k–19.3k) over 14 days.',
    'The weekday lowers it by 12%, that is −12% or 12 percent or twelve per cent.',
    'Each person sees it 1.8 times, and reach is 9,100 people.',
    'The flight runs 23 Nov to 6 Dec 2026; 29 November is the lowest, November 25th the highest.',
    'It was made on 2026-11-23 at 10:02 UTC by model 20261122-ab12.',
    'From P10 to P90 lie 80% of days, in two of the cases.',
    'It is for women aged 25-34 and size 300x250, with a goal of 5 million impressions.',
    'Without iOS it would be 4.8 million, twice or two times as much, 100% more than 2.4M.',
    'That is 2.4 million, or 24 lakh.',
    'The notes speak of 6% growth.',
  ]) {
    test(sentence, () => assert.equal(shown(sentence), sentence));
  }
});

describe('a sentence with a number that is in no fact is left out', () => {
  for (const sentence of [
    'Expect 1.6k impressions a day.',
    'Expect 1,250 impressions a day.',
    'Expect 9,999,999 impressions.',
    'Expect 9 999 999 impressions.',
    'Expect 9.999.999 impressions.',
    "Expect 9'999'999 impressions.",
    'Expect 1244k impressions.',
    'Expect 1,244 mn impressions.',
    'Expect 12,44,000 impressions.',
    'Expect 14e3 impressions.',
    'Expect ９９９９ impressions.',
    'Expect ½ of it, or 1\u200b4 \u0661.',
    'Expect 28\u0332 9 of them.',
    'Expect seven million impressions.',
    'Expect a million impressions.',
    'Expect millions of impressions.',
    'Expect one hundred and twenty of them.',
    'Weekdays raise it by +12%.',
    'The weekday lowers it by 13%.',
    'The weekday lowers it by thirteen percent.',
    'There are 12 of them.',
    'It would be three times as much.',
    'It would triple, or be tenfold.',
    'A third of it is lost.',
    'The lowest day is 30 November.',
    'The lowest day is 2026-11-30.',
    'The lowest day is 29 Nov 2025.',
    'It was made at 11:02 UTC.',
    'You get 25 impressions.',
    'Expect 7 million impressions.',
    'It was made by model 20261122-ab13.',
  ]) {
    test(sentence, () => assert.equal(shown(sentence), undefined));
  }
});

test('citations are taken out of the text; one of what was not given leaves the sentence out', () => {
  assert.deepEqual(traceSentence('- It is **low** [forecast, alternatives].', against), {
    text: 'It is low.',
    cited: ['forecast', 'alternatives'],
  });
  assert.equal(traceSentence('It is low [accuracy].', against), undefined);
});

test('a sentence that leads elsewhere is left out', () => {
  for (const link of ['https://evil.example', 'www.evil.example', 'evil.example/now', 'a@b.co']) {
    assert.equal(shown(`See ${link} for more.`), undefined, link);
  }
});

test('signs that nobody sees do not hide a number', () => {
  assert.equal(shown('Expect 1,\u20602\u00ad44\u200b a day.'), 'Expect 1,244 a day.');
});
