import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { goalInWords } from './goal.ts';

const { forecast } = SCENARIO;

test('a goal is compared with the range of what the plan would get', () => {
  const said = (goalImpressions: number) => goalInWords({ ...forecast, goalImpressions });
  assert.equal(
    said(2_000),
    'The goal is 2k impressions; over its flight the plan would get about 937 (likely 860–1k): even the high end falls short.',
  );
  assert.match(said(1_000), /: it may be met, but that is not sure\.$/);
  assert.match(said(800), /: even the low end is enough, as far as bids win it\.$/);
});

test('where no term was reckoned with, it is compared with what is available', () => {
  const open = { ...forecast, delivery: null, goalImpressions: 1_000 };
  assert.match(
    goalInWords(open),
    /the plan has about 1\.28k available \(likely 1\.17k–1\.45k\): even the low/,
  );
});

test('without a goal there is none to compare with', () => {
  assert.equal(
    goalInWords(forecast),
    'The plan names no goal of impressions; over its flight it would get about 937 (likely 860–1k).',
  );
});
