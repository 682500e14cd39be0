import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../data/random.ts';
import { calibrate, logRatio, type Residual, rangeAround, spreadFor } from './intervals.ts';

/** Exchangeable residuals of one bucket. */
function residuals(count: number, seed: number): Residual[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    dailyMean: 500,
    horizon: 5,
    length: 1,
    day: index,
    logRatio: random() + random() + random() - 1.5,
  }));
}

const KEY = { dailyMean: 500, horizon: 5, length: 1 };

test('exchangeable residuals are covered as promised', () => {
  const { low, high } = spreadFor(calibrate(residuals(1_000, 1)), KEY);
  const fresh = residuals(20_000, 2).filter(({ logRatio: ratio }) => ratio >= low && ratio <= high);
  assert.ok(Math.abs(fresh.length / 20_000 - 0.8) < 0.03, String(fresh.length / 20_000));
});

test('few days of evidence widen the range', () => {
  const many = residuals(400, 3);
  const few = many.map((residual, index) => ({ ...residual, day: index % 5 }));
  const width = (from: Residual[]) => {
    const { low, high } = spreadFor(calibrate(from), KEY);
    return high - low;
  };
  assert.ok(width(few) > width(many));
});

test('the range holds the P50 even where every forecast was too low', () => {
  const biased = residuals(400, 4).map((residual) => ({ ...residual, logRatio: 1 }));
  assert.deepEqual(spreadFor(calibrate(biased), KEY), { low: 0, high: 1 });
});

test('cells of too few rows are left out, and an uncalibrated range is half to double', () => {
  const cells = calibrate(residuals(20, 5));
  assert.deepEqual(cells, []);
  const { p10, p90 } = rangeAround(100, spreadFor(cells, { ...KEY, horizon: 3 }));
  assert.deepEqual([Math.round(p10), Math.round(p90)], [50, 200]);
});

test('beyond what was calibrated, the range grows with the square root of the horizon', () => {
  const cells = calibrate(residuals(400, 6));
  const near = spreadFor(cells, { ...KEY, horizon: 7 });
  const far = spreadFor(cells, { ...KEY, horizon: 28 });
  assert.equal(far.high, near.high * 2);
});

test('a volume without evidence of its own takes that of all', () => {
  const cells = calibrate(residuals(400, 7));
  assert.deepEqual(spreadFor(cells, { ...KEY, dailyMean: 50_000 }), spreadFor(cells, KEY));
});

test('zeros count as a half', () => {
  assert.equal(logRatio(0, 0), 0);
  assert.equal(logRatio(0, 1), Math.log(0.5));
});

test('surprises of all requests that the calibration days missed widen the range', () => {
  const calm = residuals(400, 8);
  const moved = [0.6, -0.8, 1].map((logRatio, day) => ({
    ...(calm[0] as Residual),
    day,
    logRatio,
  }));
  const alone = spreadFor(calibrate(calm), KEY);
  const warned = spreadFor(calibrate(calm, moved), KEY);
  assert.ok(warned.high > alone.high && warned.low < alone.low);
  const elsewhere = moved.map((residual) => ({ ...residual, length: 7, horizon: 7 }));
  assert.deepEqual(spreadFor(calibrate(calm, elsewhere), KEY), alone);
});

test('surprises that the calibration days have seen widen nothing twice', () => {
  const seen = residuals(400, 9).map((residual) => ({
    ...residual,
    day: residual.day % 40,
    logRatio: Math.sin(residual.day % 40),
  }));
  assert.deepEqual(calibrate(seen, seen.slice(0, 40)), calibrate(seen));
});
