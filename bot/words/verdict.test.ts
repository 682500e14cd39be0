import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleComparison } from '../testing/sample-comparison.ts';
import { biasInWords, comparisonRows, measuredOn, verdictHeadline } from './verdict.ts';

const comparison = sampleComparison();

test('a verdict says in one sentence which model serves', () => {
  const promoted = { decision: 'promoted', reason: '', comparison } as const;
  assert.equal(verdictHeadline('v2', promoted), 'Model v2 serves now.');
  const kept = { ...promoted, decision: 'kept' } as const;
  assert.equal(
    verdictHeadline('v2', kept),
    'Model v2 was kept from serving; model v1 still serves.',
  );
});

test('what was measured is said with why it is fair', () => {
  assert.equal(
    measuredOn(comparison),
    'Both measured on the same 2,400 daily forecasts for 1 Nov 2026 to 20 Nov 2026, up to 7 days ahead; neither has learnt from these days.',
  );
});

test('two models stand side by side', () => {
  assert.deepEqual(comparisonRows(comparison), [
    ['', 'New', 'Serving'],
    ['Daily error', '18.0%', '20.0%'],
    ['On average', '1.2% too high', '3.0% too low'],
    ['Days within P10–P90', '81% (80% is right)', '77% (80% is right)'],
    ['Loss of the ranges', '5.4%', '6.0%'],
  ]);
});

test('a bias that rounds to nothing has no direction', () => {
  assert.equal(biasInWords({ ...comparison.candidate, bias: -0.0004 }), 'neither too high nor low');
});
