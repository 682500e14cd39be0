import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { addDays } from '../../../../data/calendar.ts';
import type { Forecast } from '../../../../data/forecast.ts';
import type { Plan } from '../../../../data/plan.ts';
import { inTransaction } from '../../../../data/postgres/client.ts';
import { storeUnrequestedForecast } from '../../../../data/postgres/forecasts.ts';
import { finishRequest, type NewRequest } from '../../../../data/postgres/requests/requests.ts';
import { NOW, openTestClickHouse, openTestPostgres } from '../../../../jobs/testing/stores.ts';
import { sampleForecast } from '../../../testing/sample-forecast.ts';
import { findEarlier } from './earlier.ts';

const { plan: IOS } = sampleForecast();
const ANYBODY: Plan = { ...IOS, targeting: {} };

const CAPPED: Plan = { ...IOS, frequencyCap: { impressions: 3, per: 'day' } };

interface Made {
  level?: number;
  /** What the plan's cap leaves of the impressions, 0 to 1. */
  left?: number;
  /** Days after the sample's, and hours of that day. */
  later?: number;
  hours?: number;
  request?: Partial<NewRequest>;
}

/** Stores with forecasts of plans, made by hand, and what is found before one of them. */
async function openEarlier(t: TestContext) {
  const { pool, accept } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestClickHouse(t);
  const made = (plan: Plan, { level = 1_000, left, later = 0, hours = 0 }: Made): Forecast => {
    const sample = sampleForecast({ level });
    const at = new Date(Date.parse(sample.generatedAt) + (later * 24 + hours) * 3_600_000);
    const dataThrough = addDays(sample.dataThrough, later);
    const delivery = left === undefined ? {} : { delivery: deliveryOf(sample, left) };
    return { ...sample, plan, dataThrough, generatedAt: at.toISOString(), ...delivery };
  };
  const answer = async (plan: Plan, how: Made = {}) => {
    const { id } = await accept({ teamId: 'T1', plan, ...how.request });
    const result = { ...made(plan, how), id };
    await finishRequest(pool, id, {
      status: 'answered',
      result,
      historyOrigin: 'observed',
      at: NOW,
    });
    return id;
  };
  const before = (requestId: string) => {
    const question = { text: 'what changed?', requestId, teamId: 'T1' };
    return findEarlier({ db: pool, clickhouse, question, today: '2026-11-23' });
  };
  return { pool, clickhouse, made, answer, before };
}

function deliveryOf({ total }: Forecast, left: number): NonNullable<Forecast['delivery']> {
  const { p10, p50, p90 } = total.impressions;
  const impressions = { p10: p10 * left, p50: p50 * left, p90: p90 * left };
  return { impressions, reach: null, spend: null, winRate: null, limitedBy: 'frequency cap' };
}

test('a follow-up is compared with the plan that it changed', async (t) => {
  const { answer, before } = await openEarlier(t);
  const parentId = await answer(IOS, { level: 1_000 });
  const followUp = { parentId, relation: 'follow-up' } as const;
  const id = await answer(ANYBODY, { level: 2_500, later: 1, request: followUp });
  const fact = await before(id);
  assert.equal(fact?.source, 'forecast of 22 Nov 2026, 12:00 UTC');
  const { before: then, now, deliveryBefore, deliveryNow, ...rest } = fact.data;
  assert.ok(Math.abs(now / then - 2.5) < 0.01);
  assert.deepEqual([deliveryBefore, deliveryNow], [then, now], 'nothing limits either');
  assert.deepEqual(rest, {
    relation: 'plan before',
    changes: ['OS: iOS → any'],
    changePercent: 150,
    deliveryChangePercent: 150,
    reachBefore: 7_700,
    reachNow: 19_250,
    generatedBefore: '2026-11-22T12:00:00.000Z',
    dataThroughBefore: '2026-11-22',
    dataThroughNow: '2026-11-23',
    isSameModel: true,
  });
  const split = { parentId: id, relation: 'breakdown', breakdownBy: 'os' } as const;
  const broken = await before(await answer(ANYBODY, { later: 1, request: split }));
  assert.deepEqual(broken?.data.changes, ['OS: iOS → any']);
});

test('a cap changes what is delivered of the same impressions', async (t) => {
  const { answer, before } = await openEarlier(t);
  const parentId = await answer(IOS);
  const followUp = { parentId, relation: 'follow-up' } as const;
  const fact = await before(await answer(CAPPED, { left: 0.6, request: followUp }));
  assert.deepEqual(fact?.data.changes, ['Frequency cap: none → at most 3 a day']);
  assert.deepEqual([fact.data.changePercent, fact.data.deliveryChangePercent], [0, -40]);
  assert.deepEqual([fact.data.now, fact.data.deliveryNow], [954, 573]);
  const unknown = await before(await answer(CAPPED, { request: followUp }));
  assert.deepEqual([unknown?.data.deliveryNow, unknown?.data.deliveryChangePercent], [null, null]);
});

test('the same targeting and terms on other days are the same plan', async (t) => {
  const { pool, answer, before } = await openEarlier(t);
  const on = (start: string, end: string): Plan => ({ ...CAPPED, flight: { start, end } });
  const lastWeek = await answer(on('2026-11-16', '2026-11-29'), { left: 0.5 });
  const id = await answer(on('2026-11-23', '2026-12-06'), { left: 0.4, later: 7 });
  const fact = await before(id);
  assert.equal(fact?.data.relation, 'same plan');
  assert.deepEqual(fact.data.changes, ['Flight: 14 days from 16 Nov → 14 days from 23 Nov']);
  assert.deepEqual([fact.data.deliveryChangePercent, fact.data.reachNow], [-20, 7_700]);
  const shorter = await before(await answer(on('2026-11-23', '2026-11-29'), { later: 8 }));
  assert.deepEqual([shorter?.data.reachBefore, shorter?.data.reachNow], [null, null]);
  // The very same plan comes before a later one of other days.
  const again = await before(await answer(on('2026-11-16', '2026-11-29'), { later: 9 }));
  assert.deepEqual(again?.data.changes, []);
  await pool.query('delete from forecast_request where id = $1', [lastWeek]);
  assert.equal((await before(id))?.data.deliveryBefore, null, 'the answer is forgotten');
});

test('else it is compared with the last forecast of the same plan from other data', async (t) => {
  const { answer, before } = await openEarlier(t);
  await answer(IOS, { level: 700 });
  await answer(IOS, { level: 800, later: 1 });
  await answer(IOS, { level: 900, later: 2 });
  const beside = await answer(ANYBODY, { later: 2 });
  const comparison = { parentId: beside, relation: 'comparison' } as const;
  const asked = { level: 1_000, later: 2, hours: 1, request: comparison };
  const fact = await before(await answer(IOS, asked));
  assert.equal(fact?.data.relation, 'same plan');
  assert.deepEqual(fact.data.changes, []);
  assert.equal(fact.data.dataThroughBefore, '2026-11-23');
  assert.equal(fact.data.changePercent, 25);
});

test('what the workspace never saw, or other history, is not compared with', async (t) => {
  const { pool, clickhouse, made, answer, before } = await openEarlier(t);
  await answer(IOS, { request: { teamId: 'T2' } });
  const historyOrigin = 'generated';
  await inTransaction(pool, (client) =>
    storeUnrequestedForecast(client, {
      source: 'backtest',
      teamId: 'T1',
      forecast: made(IOS, {}),
      historyOrigin,
    }),
  );
  const id = await answer(IOS, { later: 1 });
  assert.equal(await before(id), undefined);
  await answer(IOS, {});
  assert.equal((await before(id))?.data.relation, 'same plan');
  await clickhouse.command({
    query: `INSERT INTO generated_history (first, last, seed, profile, rowsPerDay, at)
      VALUES ('2026-10-01', '2026-11-22', 1, 'x', 600, now64(3) + INTERVAL 1 DAY)`,
  });
  assert.equal(await before(id), undefined);
});
