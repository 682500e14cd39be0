import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import { owedReport, owedReportsOf, owedRequests } from './owed-requests.ts';
import { acceptRequest, type Destination, finishRequest, markReported } from './requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T10:01:00Z');
const WINDOW = { createdBefore: LATER, endedAfter: NOW };

async function openRequests(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const accept = async (destination: Destination | null = { channel: 'C1' }, parentId?: string) => {
    const plan = { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } };
    const asked = { dedupeKey: null, source: 'slack', requestedBy: 'UALICE', text: 'all' } as const;
    const beside = parentId && ({ parentId, relation: 'comparison' } as const);
    const wanted = { ...asked, plan, assumptions: [], destination, ...beside };
    return (await acceptRequest(pool, wanted, NOW)).request.id;
  };
  const cancel = (id: string, at: Date) => finishRequest(pool, id, { status: 'cancelled', at });
  return { pool, accept, cancel };
}

test('what is owed to somebody is found, once it is old enough', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const open = await accept();
  const [unreported, reported] = [await accept(), await accept()];
  await accept(null);
  for (const id of [unreported, reported]) await cancel(id, LATER);
  await markReported(pool, reported, LATER);
  assert.deepEqual(await owedRequests(pool, WINDOW), { open: [open], untold: [unreported] });
  const earlier = { ...WINDOW, createdBefore: NOW };
  assert.deepEqual(await owedRequests(pool, earlier), { open: [], untold: [] });
});

test('an outcome that stayed untold for too long is owed no more', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  await cancel(await accept(), NOW);
  assert.deepEqual(await owedRequests(pool, WINDOW), { open: [], untold: [] });
});

test('however many are owed, the newest is among them', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const [open, ended] = [await accept(), await accept()];
  await cancel(ended, LATER);
  await pool.query(
    `insert into forecast_request (id, source, requested_by, text, plan, plan_hash, destination,
       status, finished_at, created_at)
     select gen_random_uuid(), source, requested_by, text, plan, plan_hash, destination, status,
       finished_at, created_at - interval '1 hour'
     from forecast_request, generate_series(1, 1200)`,
  );
  const owed = await owedRequests(pool, WINDOW);
  assert.equal(owed.open.length, 1201);
  assert.equal(owed.open.at(-1), open);
  assert.equal(owed.untold.at(-1), ended);
});

test('a plan that cannot be read any more is owed its answer like any other', async (t) => {
  const { pool, accept } = await openRequests(t);
  const id = await accept();
  await pool.query(`update forecast_request set plan = '{"targeting": {"shoeSize": [42]}}'`);
  assert.deepEqual((await owedRequests(pool, WINDOW)).open, [id]);
});

test('a report is owed from the outcome until it is told', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const id = await accept({ channel: 'C1', threadTs: '1.0' });
  assert.equal(await owedReport(pool, id), undefined);
  await cancel(id, LATER);
  const owed = await owedReport(pool, id);
  assert.deepEqual(owed?.destination, { channel: 'C1', threadTs: '1.0' });
  await markReported(pool, id, LATER);
  assert.equal(await owedReport(pool, id), undefined);
});

test('nobody is owed the report of what was asked elsewhere than in Slack', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const id = await accept(null);
  await cancel(id, LATER);
  assert.equal(await owedReport(pool, id), undefined);
});

test('a comparison is told once both sides ended, whichever ends first', async (t) => {
  const { pool, accept } = await openRequests(t);
  const fail = (id: string) =>
    finishRequest(pool, id, { status: 'failed', failure: 'No.', at: LATER });
  for (const isParentFirst of [true, false]) {
    const parent = await accept(null);
    const comparison = await accept({ channel: 'C1' }, parent);
    const [first, last] = isParentFirst ? [parent, comparison] : [comparison, parent];
    await fail(first);
    assert.deepEqual(await owedReportsOf(pool, first), []);
    assert.equal(await owedReport(pool, comparison), undefined);
    await fail(last);
    assert.deepEqual(await owedReportsOf(pool, last), [comparison]);
    assert.ok(await owedReport(pool, comparison));
    await markReported(pool, comparison, LATER);
  }
});

test('what only a comparison waits for is owed to it, until the comparison is over', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const parent = await accept(null);
  const comparison = await accept({ channel: 'C1' }, parent);
  assert.deepEqual(await owedRequests(pool, WINDOW), {
    open: [parent, comparison],
    untold: [],
  });
  await finishRequest(pool, comparison, { status: 'failed', failure: 'No.', at: LATER });
  assert.deepEqual(await owedRequests(pool, WINDOW), { open: [parent], untold: [] });
  await cancel(parent, LATER);
  assert.deepEqual(await owedRequests(pool, WINDOW), { open: [], untold: [comparison] });
});

test('a comparison that was stopped waits for nothing', async (t) => {
  const { pool, accept, cancel } = await openRequests(t);
  const parent = await accept(null);
  const comparison = await accept({ channel: 'C1' }, parent);
  await cancel(comparison, LATER);
  assert.deepEqual(await owedRequests(pool, WINDOW), { open: [], untold: [comparison] });
  assert.deepEqual(await owedReportsOf(pool, comparison), [comparison]);
});
