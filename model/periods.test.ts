import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { MIN_DAYS_TO_BOOST, splitPeriods } from './periods.ts';

test('the periods follow one another to the last day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 14, max: 2_000 }), (days) => {
      const { fit, validation, calibration, test: last } = splitPeriods(days);
      assert.ok(fit.from >= 7);
      assert.equal(validation.from, fit.to + 1);
      assert.equal(calibration.from, validation.to + 1);
      assert.equal(last.from, calibration.to + 1);
      assert.equal(last.to, days - 1);
    }),
  );
});

test('the shortest boosted history leaves days in every period', () => {
  const { fit, validation, calibration, test: last } = splitPeriods(MIN_DAYS_TO_BOOST);
  const lengths = [fit, validation, calibration, last].map(({ from, to }) => to - from + 1);
  assert.deepEqual(lengths, [22, 9, 9, 5]);
});
