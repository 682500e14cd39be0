import assert from 'node:assert/strict';
import { test } from 'node:test';

import { measure } from './metrics.ts';

test('metrics of two forecasts, by hand', () => {
  const { pinball, ...rest } = measure([
    { actual: 100, range: { p10: 80, p50: 90, p90: 120 } },
    { actual: 300, range: { p10: 310, p50: 330, p90: 350 } },
  ]);
  assert.deepEqual(rest, { count: 2, wape: 0.1, bias: 0.05, coverage80: 0.5 });
  // (0.1*20 + 0.5*10 + 0.1*20 + 0.9*10 + 0.5*30 + 0.1*50) / 3 / 2 / 200
  assert.ok(Math.abs(pinball - 38 / 1_200) < 1e-12);
});

test('nothing to measure measures zero', () => {
  assert.deepEqual(measure([]), { count: 0, wape: 0, bias: 0, pinball: 0, coverage80: 0 });
});
