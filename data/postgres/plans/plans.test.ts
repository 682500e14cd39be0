import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import {
  archivePlan,
  findPlan,
  listPlans,
  MAX_PLAN_NAME,
  type PlanToSave,
  savePlan,
  setPlanStatus,
} from './plans.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T11:00:00Z');
const EARLIER = new Date('2026-11-22T09:00:00Z');

const SPRING: PlanToSave = {
  teamId: 'T1',
  channel: 'C1',
  savedBy: 'UALICE',
  name: 'Spring',
  status: 'draft',
  plan: {
    targeting: { os: { include: ['ios', 'android'] } },
    flight: { start: '2026-11-23', end: '2026-12-06' },
  },
};

async function openPlans(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const names = async (place: { teamId: string | undefined; channel: string } = SPRING) =>
    (await listPlans(pool, place)).map(({ name }) => name);
  return { pool, names };
}

test('a saved plan is found again, in canonical form', async (t) => {
  const { pool } = await openPlans(t);
  const { plan, outcome } = await savePlan(pool, SPRING, NOW);
  assert.equal(outcome, 'created');
  assert.deepEqual(plan.plan.targeting, { os: { include: ['android', 'ios'] } });
  assert.deepEqual(await findPlan(pool, SPRING, plan.id), plan);
  assert.deepEqual(await listPlans(pool, SPRING), [plan]);
});

test('a saved plan is found only by the channel and the workspace that keep it', async (t) => {
  const { pool } = await openPlans(t);
  const { id } = (await savePlan(pool, SPRING, NOW)).plan;
  for (const elsewhere of [{ channel: 'C2' }, { teamId: 'T2' }, { teamId: undefined }]) {
    assert.equal(await findPlan(pool, { ...SPRING, ...elsewhere }, id), undefined);
  }
});

test('the same name in a channel, however written, is updated', async (t) => {
  const { pool } = await openPlans(t);
  const first = await savePlan(pool, SPRING, NOW);
  const again = { ...SPRING, name: ' SPRING\n', savedBy: 'UBOB', status: 'booked' } as const;
  const second = await savePlan(pool, again, LATER);
  assert.equal(second.outcome, 'updated');
  assert.equal(second.plan.id, first.plan.id);
  const { name, savedBy, status, createdAt, updatedAt } = second.plan;
  assert.deepEqual(
    { name, savedBy, status, createdAt, updatedAt },
    { name: 'SPRING', savedBy: 'UBOB', status: 'booked', createdAt: NOW, updatedAt: LATER },
  );
});

test('a channel lists its own plans, by name', async (t) => {
  const { pool, names } = await openPlans(t);
  for (const name of ['winter', 'Autumn', 'Spring']) await savePlan(pool, { ...SPRING, name }, NOW);
  await savePlan(pool, { ...SPRING, name: 'Elsewhere', channel: 'C2' }, NOW);
  await savePlan(pool, { ...SPRING, name: 'No team', teamId: undefined }, NOW);
  assert.deepEqual(await names(), ['Autumn', 'Spring', 'winter']);
  assert.deepEqual(await names({ teamId: undefined, channel: 'C1' }), ['No team']);
});

test('an archived plan leaves the list and frees its name, once', async (t) => {
  const { pool, names } = await openPlans(t);
  const { plan } = await savePlan(pool, SPRING, NOW);
  assert.equal(await archivePlan(pool, plan.id, LATER), true);
  assert.equal(await archivePlan(pool, plan.id, LATER), false);
  assert.deepEqual(await names(), []);
  assert.equal(await findPlan(pool, SPRING, plan.id), undefined);
  assert.equal((await savePlan(pool, SPRING, LATER)).outcome, 'created');
});

test('a plan is booked and made a draft again, unless it is archived', async (t) => {
  const { pool } = await openPlans(t);
  const { id } = (await savePlan(pool, SPRING, NOW)).plan;
  assert.equal(await setPlanStatus(pool, { id, status: 'booked' }, LATER), true);
  assert.equal((await findPlan(pool, SPRING, id))?.status, 'booked');
  await archivePlan(pool, id, LATER);
  assert.equal(await setPlanStatus(pool, { id, status: 'draft' }, LATER), false);
});

test('a clock that is behind another process does no harm', async (t) => {
  const { pool } = await openPlans(t);
  const { plan } = await savePlan(pool, SPRING, NOW);
  assert.deepEqual((await savePlan(pool, SPRING, EARLIER)).plan.updatedAt, NOW);
  await setPlanStatus(pool, { id: plan.id, status: 'booked' }, EARLIER);
  assert.equal(await archivePlan(pool, plan.id, EARLIER), true);
});

test('a name is one line of 1 to 100 characters', async (t) => {
  const { pool, names } = await openPlans(t);
  const longest = '\u{1F986}'.repeat(MAX_PLAN_NAME);
  for (const name of [longest, 'one\0\n  <!channel>']) {
    await savePlan(pool, { ...SPRING, name }, NOW);
  }
  assert.deepEqual((await names()).toSorted(), ['one <!channel>', longest]);
  for (const name of ['', ' \n', `${longest}x`]) {
    await assert.rejects(savePlan(pool, { ...SPRING, name }, NOW), { code: 'bad_input' });
  }
});

test('any number of processes may save the same name at once', async (t) => {
  const { pool, names } = await openPlans(t);
  const saved = await Promise.all([1, 2, 3, 4].map(() => savePlan(pool, SPRING, NOW)));
  assert.equal(saved.filter(({ outcome }) => outcome === 'created').length, 1);
  assert.deepEqual(await names(), ['Spring']);
});

test('a plan of another version is refused in words', async (t) => {
  const { pool } = await openPlans(t);
  const { plan } = await savePlan(pool, SPRING, NOW);
  await pool.query(`update plan set plan = '{"unheard": 1}'`);
  await assert.rejects(findPlan(pool, SPRING, plan.id), { code: 'conflict' });
});
