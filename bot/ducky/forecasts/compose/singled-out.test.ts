import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ForecastFact } from '../plan-facts.ts';
import { SCENARIO } from '../testing/scenario.ts';
import { singledOut } from './singled-out.ts';

const { forecast } = SCENARIO;
const UNCAPPED: ForecastFact = { ...forecast, delivery: null, limitedBy: null };
const ONE_DAY: ForecastFact = { ...UNCAPPED, flight: { ...forecast.flight, days: 1 } };
const first = (text: string, of = forecast) => singledOut(text, of)[0];

test('the total is that of the whole flight, and of it what the terms leave', () => {
  assert.equal(
    first('what is the total?'),
    'Over the whole flight (14 days) I expect about 1.28k impressions, likely 1.17k–1.45k; of these the plan itself would get about 937, likely 860–1k.',
  );
  assert.match(first('the total?', ONE_DAY) ?? '', /^I expect about 91 impressions on 24 Nov 2026/);
  assert.match(first('over the flight?', UNCAPPED) ?? '', /about 1\.28k .*1\.17k–1\.45k\.$/);
});

test('what may be promised is the low end of what the plan would get', () => {
  assert.equal(
    first('can I promise that?'),
    'A cautious number to promise is the low end, P10: 860 impressions over the flight, as far as the frequency cap leaves them. One time in ten, less comes.',
  );
  assert.match(
    first('the worst case?', UNCAPPED) ?? '',
    /P10: 65 impressions a day, or 1\.17k over/,
  );
  assert.match(first('the worst case?', ONE_DAY) ?? '', /P10: 65 impressions\. One/);
});

test('a range is told with how sure it is', () => {
  assert.deepEqual(singledOut('why is the range so wide?', forecast), [
    'A day likely has 65–125 impressions, and the whole flight has 1.17k–1.45k: four times in five, what comes falls within such a range.',
    'Confidence is low: 92 impressions a day were measured, and medium asks for 100.',
  ]);
  assert.doesNotMatch(first('why so wide?', ONE_DAY) ?? '', /whole flight/);
});

test('reach is told with how often each person comes, or as unknown', () => {
  assert.equal(
    first('how many people?'),
    'Reach is about 269 people in 14 days (likely 246–304), each about 4.8 times; whoever comes on several days counts once.',
  );
  assert.match(
    first('and the reach?', ONE_DAY) ?? '',
    /269 people \(likely 246–304\), each about 4\.8 times\.$/,
  );
  assert.match(first('reach?', { ...forecast, reach: null }) ?? '', /^Reach is unknown/);
});

test('a text that asks for no part singles out none', () => {
  for (const text of ['why?', 'the capital', 'on holidays?', 'is it capable', 'how often right?']) {
    assert.deepEqual(singledOut(text, forecast), [], text);
  }
});
