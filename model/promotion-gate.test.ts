import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays } from '../data/calendar.ts';
import type { Comparison, Metrics } from '../data/verdict.ts';
import { type Artifact, createArtifact, prepareModel } from './artifact.ts';
import { compareModels } from './compare.ts';
import { firstDays, seasonalPanel } from './fixtures/seasonal.ts';
import { splitPeriods } from './periods.ts';
import { decide, decidePromotion } from './promotion-gate.ts';
import { trainArtifact } from './train.ts';

const DAYS = 150;
const everything = seasonalPanel({ seed: 101, days: DAYS + 35, targetings: 40 });
const panel = firstDays(everything, DAYS);
const options = { trainedAt: new Date('2026-06-05T03:00:00Z'), seed: 11 };
const trained = trainArtifact({ ...options, panel });
const lastWeek = trainArtifact({ ...options, panel: firstDays(everything, DAYS - 7) });

const METRICS: Metrics = { count: 500, wape: 0.2, bias: 0, pinball: 0.06, coverage80: 0.8 };

function compared(candidate: Partial<Metrics>, serving: Partial<Metrics> = {}): Comparison {
  return {
    servingVersion: 'v1',
    days: { first: '2026-11-01', last: '2026-11-20' },
    horizonDays: 7,
    candidate: { ...METRICS, ...candidate },
    serving: { ...METRICS, ...serving },
  };
}

const DECISIONS: [what: string, comparison: Comparison, decision: string, reason: RegExp][] = [
  ['a better model', compared({ wape: 0.15 }), 'promoted', /error is 25% lower/],
  ['an equal model', compared({}), 'promoted', /error is the same/],
  ['a model a little worse', compared({ wape: 0.206 }), 'promoted', /3% higher, which may be/],
  ['a larger error', compared({ wape: 0.25 }), 'kept', /daily error is 25% higher; 5% is let/],
  ['worse ranges', compared({ pinball: 0.08 }), 'kept', /loss of the ranges is 33% higher/],
  ['ranges that hold too little', compared({ coverage80: 0.5 }), 'kept', /hold 50% of what came/],
  ['ranges that hold too much', compared({ coverage80: 0.99 }), 'kept', /hold 99%/],
  ['ranges no better before', compared({ coverage80: 1 }, { coverage80: 1 }), 'promoted', /same/],
  ['perfect rivals', compared({ wape: 0.0005 }, { wape: 0 }), 'promoted', /same/],
];
for (const [what, comparison, decision, reason] of DECISIONS) {
  test(`${what}: ${decision}`, () => {
    const verdict = decide(comparison);
    assert.equal(verdict.decision, decision);
    assert.match(verdict.reason, reason);
    assert.equal(verdict.comparison, comparison);
  });
}

test('the first model serves without comparison', async () => {
  const verdict = decidePromotion({ panel, candidate: await trained, serving: null });
  assert.deepEqual(verdict, {
    decision: 'promoted',
    reason: 'There was no model to compare it with.',
    comparison: null,
  });
});

test('the same model again is promoted, with equal figures on the days of its own test', async () => {
  const candidate = await trained;
  const verdict = decidePromotion({ panel, candidate, serving: prepareModel(candidate) });
  assert.equal(verdict.decision, 'promoted');
  assert.deepEqual(verdict.comparison?.candidate, verdict.comparison?.serving);
  assert.deepEqual(verdict.comparison?.candidate, candidate.metadata.metrics.served);
  const { test: tested } = splitPeriods(DAYS);
  assert.equal(verdict.comparison?.days.first, addDays(panel.span.first, tested.from));
});

test('a model of last week is measured on days that it was not fitted on either', async () => {
  const serving = prepareModel(await lastWeek);
  const { comparison } = decidePromotion({ panel, candidate: await trained, serving });
  const learntThrough = splitPeriods(DAYS - 7).validation.to;
  const first = comparison?.days.first ?? '';
  assert.ok(first > addDays(panel.span.first, learntThrough), first);
  assert.equal(comparison?.days.last, panel.span.last);
});

test('days that the serving model learnt from are left out, all of them where need be', async () => {
  const later = await trainArtifact({ ...options, panel: firstDays(everything, DAYS + 35) });
  const candidate = prepareModel(await trained);
  const learntThrough = splitPeriods(DAYS + 35).validation.to;
  const comparison = compareModels(panel, { candidate, serving: prepareModel(later) });
  assert.equal(comparison?.days.first, addDays(panel.span.first, learntThrough + 1));
  const future = { ...later, metadata: { ...later.metadata, dataThrough: '2027-12-31' } };
  assert.equal(compareModels(panel, { candidate, serving: prepareModel(future) }), null);
  const verdict = decidePromotion({
    panel,
    candidate: await trained,
    serving: prepareModel(future),
  });
  assert.match(verdict.reason, /no days to compare/);
});

test('a model that doubles every forecast is kept from serving', async () => {
  const serving = prepareModel(await trained);
  const candidate = withMetadata(await trained, { clamp: { min: 1, max: 1.5 }, blendWeight: 1 });
  const doubled = withTrees(candidate, (weight) => Math.abs(weight) * 40);
  const verdict = decidePromotion({ panel, candidate: doubled, serving });
  assert.equal(verdict.decision, 'kept');
  assert.match(verdict.reason, /daily error is \d+% higher/);
});

test('a model that cannot be read back, or scores no numbers, is refused', async () => {
  const whole = await trained;
  const damaged: Artifact = {
    ...whole,
    metadata: { ...whole.metadata, modelSha256: '0'.repeat(64) },
  };
  const endless = withMetadata(whole, { blendWeight: Number.NaN });
  for (const candidate of [damaged, endless]) {
    assert.throws(() => decidePromotion({ panel, candidate, serving: prepareModel(whole) }), {
      code: 'internal',
      userMessage: /cannot be used. The one that serves stays/,
    });
  }
});

function withMetadata({ xgboost, metadata }: Artifact, change: object): Artifact {
  const { format: _f, version: _v, modelSha256: _m, ...rest } = metadata;
  return createArtifact(xgboost, { ...rest, ...change });
}

function withTrees({ xgboost, metadata }: Artifact, change: (weight: number) => number): Artifact {
  const changed = structuredClone(xgboost);
  for (const tree of changed.learner.gradient_booster.model.trees) {
    tree.base_weights = tree.base_weights.map(change);
    tree.split_conditions = tree.split_conditions.map((value, node) =>
      tree.left_children[node] === -1 ? change(value) : value,
    );
  }
  return withMetadata({ xgboost: changed, metadata }, {});
}
