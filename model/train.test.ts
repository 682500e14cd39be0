import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../data/errors.ts';
import { type Artifact, parseArtifact, prepareModel, printArtifact } from './artifact.ts';
import { firstDays, seasonalPanel } from './fixtures/seasonal.ts';
import { rangeAround, spreadFor } from './intervals.ts';
import { measure } from './metrics.ts';
import { preparePanel } from './panel.ts';
import { rollingForecasts } from './rolling.ts';
import { trainArtifact } from './train.ts';

const DAYS = { known: 150, later: 28 };
const everything = seasonalPanel({ seed: 101, days: DAYS.known + DAYS.later, targetings: 40 });
const options = { trainedAt: new Date('2026-06-05T03:00:00Z'), seed: 11 };
const trained = trainArtifact({ ...options, panel: firstDays(everything, DAYS.known) });

/** Daily forecasts of the days after the training data, from origins that roll through them. */
function laterMetrics(artifact: Artifact, blendWeight: number) {
  const { correction, metadata } = prepareModel(artifact);
  const later = { from: DAYS.known, to: DAYS.known + DAYS.later - 1 };
  const used = { ...correction, blendWeight };
  const forecasts = rollingForecasts(preparePanel(everything), used, later);
  return measure(
    forecasts.flatMap(({ dailyMean, p50, actual }) =>
      p50.map((value, index) => {
        const key = { dailyMean, horizon: index + 1, length: 1 };
        const range = rangeAround(value, spreadFor(metadata.intervals, key));
        return { actual: actual[index] as number, range };
      }),
    ),
  );
}

test('on later days the ranges cover about 80% and the correction beats the baseline', async () => {
  const artifact = await trained;
  assert.equal(artifact.metadata.method, 'xgboost');
  const served = laterMetrics(artifact, artifact.metadata.blendWeight);
  const baseline = laterMetrics(artifact, 0);
  assert.ok(served.coverage80 > 0.72 && served.coverage80 < 0.92, String(served.coverage80));
  assert.ok(served.wape <= baseline.wape, `${served.wape} against ${baseline.wape}`);
});

test('the reported metrics are of days that training did not see', async () => {
  const { served, baseline } = (await trained).metadata.metrics;
  assert.ok(served.count > 400);
  assert.ok(served.wape <= baseline.wape);
  assert.ok(served.coverage80 > 0.7 && served.coverage80 < 0.95, String(served.coverage80));
});

test('the same data, seed and time give the same artifact', async () => {
  const again = await trainArtifact({ ...options, panel: firstDays(everything, DAYS.known) });
  assert.deepEqual(printArtifact(again), printArtifact(await trained));
});

test('a month of history trains the baseline with measured ranges', async () => {
  const { metadata } = await trainArtifact({ ...options, panel: firstDays(everything, 30) });
  assert.equal(metadata.method, 'baseline');
  assert.equal(metadata.blendWeight, 0);
  assert.ok(metadata.intervals.length > 0);
});

test('a week of history still gives an artifact', async () => {
  const artifact = await trainArtifact({ ...options, panel: firstDays(everything, 7) });
  assert.deepEqual(parseArtifact(printArtifact(artifact)), artifact);
});

test('what does not follow its past is left to the baseline', async () => {
  const { span, series } = seasonalPanel({ seed: 8, days: 90, targetings: 40 });
  const flat = series.map((values) => values.map((_, day) => (day % 7 < 5 ? 1_000 : 500)));
  const { metadata } = await trainArtifact({ ...options, panel: { span, series: flat } });
  assert.equal(metadata.method, 'baseline');
});

test('training can be cancelled', async () => {
  const signal = AbortSignal.abort();
  await assert.rejects(
    trainArtifact({ ...options, panel: everything, signal }),
    (error) => error instanceof AppError && error.code === 'cancelled',
  );
});
