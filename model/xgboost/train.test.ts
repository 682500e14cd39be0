import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../data/errors.ts';
import { seededRandom } from '../../data/random.ts';
import { printXgboostModel } from './json.ts';
import { createScorer } from './scorer.ts';
import { boost, type LabelledRows } from './train.ts';

/** A step in the first column, an effect of the second being missing, and noise. */
function sample(count: number, seed: number): LabelledRows {
  const random = seededRandom(seed);
  const rows = Float32Array.from({ length: count * 2 }, (_, index) =>
    index % 2 === 1 && random() < 0.3 ? Number.NaN : Math.round(random() * 8) / 2 - 2,
  );
  const labels = Float32Array.from({ length: count }, (_, row) => {
    const step = (rows[row * 2] as number) > 0 ? 0.5 : -0.5;
    const missing = Number.isNaN(rows[row * 2 + 1]) ? 0.3 : 0;
    return step + missing + 0.1 * (random() - 0.5);
  });
  return { rows, labels };
}

const options = { fit: sample(2_000, 1), validation: sample(500, 2), featureNames: ['a', 'b'] };

test('boosting finds steps and what missing values mean, -1 being no missing value', async () => {
  const model = await boost({ ...options, seed: 7 });
  const probes = Float32Array.of(-1, -1, -1, Number.NaN, 1, -1, 1, Number.NaN);
  const scores = [...createScorer(model)(probes, 4)].map((score) => Math.round(score * 10) / 10);
  assert.deepEqual(scores, [-0.5, -0.2, 0.5, 0.8]);
});

test('the same seed trains the same model, and the process is left as it was', async () => {
  const handlers = process.listenerCount('uncaughtException');
  const [first, second] = [
    await boost({ ...options, seed: 7 }),
    await boost({ ...options, seed: 7 }),
  ];
  assert.equal(printXgboostModel(first), printXgboostModel(second));
  assert.equal(process.listenerCount('uncaughtException'), handlers);
});

test('an aborted training ends as cancelled', async () => {
  await assert.rejects(
    boost({ ...options, seed: 7, signal: AbortSignal.abort() }),
    (error) => error instanceof AppError && error.code === 'cancelled',
  );
});
