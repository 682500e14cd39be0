import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { type Plan, targetedDimensions } from '../../../../data/plan.ts';
import { openForecasts } from '../../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../../jobs/testing/model.ts';
import { NOW } from '../../../../jobs/testing/stores.ts';
import { plans } from '../../../../prompts/testing/plans.ts';
import { impressionsADay } from '../../../words/mean-day.ts';
import { alternativesFact, findAlternatives } from './alternatives.ts';

const flight = { start: '2026-11-23', end: '2026-11-29' };

test('each part left out is counted in the last four weeks, and the cap in the forecast', async (t) => {
  const { pool, clickhouse, accept, forecast } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const plan: Plan = {
    targeting: {
      deviceType: { include: ['phone'] },
      os: { include: ['ios'] },
      geo: { include: ['IN'] },
    },
    flight,
    frequencyCap: { impressions: 1, per: 'flight' },
  };
  const { id } = await accept({ plan });
  const request = await forecast(id);
  assert.ok(request?.result && 'daily' in request.result);
  const { delivery, total } = request.result;
  const question = { text: 'how do I get more?', requestId: id, teamId: undefined };
  const fact = await findAlternatives({ db: pool, clickhouse, question, today: '2026-11-22' });
  assert.equal(fact?.source, 'history 25 Oct to 21 Nov 2026');
  const { withoutCap, ...rest } = fact.data;
  assert.deepEqual(rest, {
    first: '2026-10-25',
    last: '2026-11-21',
    days: 28,
    perDay: 200,
    alternatives: [
      { dimension: 'OS', part: 'iOS', perDay: 400, morePercent: 100, followUp: 'without iOS' },
      {
        dimension: 'device',
        part: 'phones',
        perDay: 300,
        morePercent: 50,
        followUp: 'without phones',
      },
    ],
    wider: [],
  });
  assert.equal(delivery?.limitedBy, 'frequency cap');
  assert.equal(withoutCap?.followUp, 'without the cap');
  const { p50: available } = impressionsADay(request.result);
  const left = delivery.impressions.p50 / total.impressions.p50;
  assert.equal(withoutCap.perDay, Math.round(available * left));
  assert.equal(withoutCap.withoutPerDay, Math.round(available));
  assert.ok(withoutCap.morePercent !== null && withoutCap.morePercent > 0);
});

test('any plan’s alternatives leave out one part each, hold more, and the most comes first', () => {
  const counts = fc.array(fc.nat(1_000), { minLength: 28, maxLength: 28 });
  fc.assert(
    fc.property(plans, counts, (plan, days) => {
      const dimensions = targetedDimensions(plan.targeting);
      // Without the first part there are twice as many, without the second three times, and so on.
      const generalisations = Array.from({ length: 1 << dimensions.length }, (_, mask) => {
        const kept = dimensions.filter((_dimension, bit) => mask & (1 << bit));
        const times = dimensions.reduce(
          (all, name, bit) => (kept.includes(name) ? all : all * (bit + 2)),
          1,
        );
        return { dimensions: kept, impressions: Float64Array.from(days, (count) => count * times) };
      });
      const { alternatives } = alternativesFact(plan, generalisations);
      const isEmpty = days.every((count) => count === 0);
      const expected = dimensions.map((_dimension, bit) => (bit + 1) * 100).reverse();
      assert.deepEqual(
        alternatives.map(({ morePercent }) => morePercent),
        isEmpty ? [] : expected,
      );
    }),
    { numRuns: 30 },
  );
});
