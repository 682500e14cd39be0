import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeAccuracy } from './accuracy.ts';

const { accuracy, model, forecast } = SCENARIO;
const ASKED = { text: 'how right were you?' };

test('it is told of all plans together', () => {
  const { told, uses } = composeAccuracy({ accuracy, model, forecast }, ASKED);
  assert.match(
    textOf(told),
    /^Over all plans forecast here, daily forecasts of impressions were off by 11\.4% of what came \(208 forecast days, 2 Nov to 22 Nov 2026\)\./,
  );
  assert.deepEqual(uses, ['accuracy']);
});

test('where nothing was compared it is the backtest’s, if there is one', () => {
  const backtested = composeAccuracy({ model }, ASKED);
  assert.match(
    textOf(backtested.told),
    /^No forecast made here .* In the model's backtest, .* 8\.5%/,
  );
  assert.deepEqual(backtested.uses, ['model']);
  assert.deepEqual(composeAccuracy({}, ASKED).uses, []);
});

test('what is asked of the forecast at hand comes first', () => {
  const asked = { text: 'can I promise that to the client?' };
  const { told, uses } = composeAccuracy({ accuracy, forecast }, asked);
  assert.match(textOf(told), /^A cautious number to promise is .* Over all plans forecast here, /);
  assert.deepEqual(uses, ['accuracy', 'forecast']);
  assert.match(textOf(composeAccuracy({ accuracy }, asked).told), /^Over all plans/);
});
