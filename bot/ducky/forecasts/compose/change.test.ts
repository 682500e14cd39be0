import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeChange } from './change.ts';

const { earlier } = SCENARIO;
const said = (change: Partial<typeof earlier>) =>
  textOf(composeChange({ earlier: { ...earlier, ...change } }).told);

test('a cap that leaves less is a change, though as much is available', () => {
  const told = said({
    relation: 'plan before',
    changes: ['Frequency cap: none → at most 3 a day'],
    before: 91,
    changePercent: 0,
    deliveryBefore: 91,
    deliveryNow: 67,
    deliveryChangePercent: -26,
  });
  assert.match(told, /the same impressions a day \(91\)\./);
  assert.match(told, /What the plan itself would get: −26% a day \(91 → 67\)\./);
  assert.match(told, /The plan was changed \(Frequency cap: none → at most 3 a day\)\./);
});

test('delivery is left out where nothing limits it, and where it is not known', () => {
  const { before, now } = earlier;
  assert.doesNotMatch(said({ deliveryBefore: before, deliveryNow: now }), /would get/);
  assert.doesNotMatch(said({ deliveryBefore: null, deliveryChangePercent: null }), /would get/);
});

test('the same plan on other days says so', () => {
  const changes = ['Flight: 14 days from 16 Nov → 14 days from 23 Nov'];
  const told = said({ changes, reachBefore: null, reachNow: null });
  assert.match(
    told,
    /same, the days are not \(Flight: 14 days from 16 Nov → 14 days from 23 Nov\)/,
  );
  assert.doesNotMatch(told, /The plan is the same\.|Reach/);
});

test('it stands on the forecast before, else on the one at hand, else on nothing', () => {
  const { forecast } = SCENARIO;
  assert.deepEqual(composeChange({ earlier, forecast }).uses, ['earlier']);
  assert.deepEqual(composeChange({ forecast }).uses, ['forecast']);
  assert.deepEqual(composeChange({}).uses, []);
  const pending = composeChange({ forecast: { plan: forecast.plan, pending: true } });
  assert.match(textOf(pending.told), /still being made/);
});
