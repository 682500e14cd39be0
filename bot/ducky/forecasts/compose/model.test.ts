import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import type { Found } from './facts.ts';
import { composeModel } from './model.ts';

const { model, forecast } = SCENARIO;
const said = (found: Found, text = 'which model made this?') =>
  textOf(composeModel(found, { text }).told);

test('the model that made a forecast is named beside the one that serves', () => {
  const made = { ...forecast, modelVersion: '2026-11-01-0a0b0c0d', modelMethod: 'baseline' };
  assert.match(
    said({ model, forecast: made }),
    /^This forecast was made by model 2026-11-01-0a0b0c0d \(a weighted mean .*\), which serves no more\. Model 2026-11-22-4eca04b0 has served since 23 Nov 2026, .* It is XGBoost, /,
  );
  assert.match(
    said({ model, forecast }),
    /^This forecast was made by model 2026-11-22-4eca04b0, which has served since 23 Nov/,
  );
});

test('the verdict is told as that of its training', () => {
  const verdict = 'Its daily error is 3% lower.';
  const told = said({ model: { ...model, verdict } });
  assert.match(told, /The verdict when it was trained: “Its daily error is 3% lower\.”$/);
  assert.doesNotMatch(said({ model: { ...model, verdict: null } }), /verdict/);
});

test('how good it is comes first where that is asked', () => {
  assert.match(said({ model }, 'how good is the model?'), /^In the model's backtest, .* 8\.5%/);
  assert.match(
    said({ model: { ...model, backtest: null } }, 'how good is it'),
    /^The model was not/,
  );
});

test('of a model that this version cannot read no kind is told', () => {
  assert.doesNotMatch(said({ model: { ...model, method: 'unknown' } }), /unknown/);
});

test('it stands on what it tells', () => {
  const uses = (found: Found) => composeModel(found, { text: 'which model?' }).uses;
  assert.deepEqual(uses({ model, forecast }), ['forecast', 'model']);
  assert.deepEqual(uses({ model }), ['model']);
  assert.deepEqual(uses({}), []);
});
