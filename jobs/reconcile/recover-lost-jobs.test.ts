import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { findRequest, finishRequest } from '../../data/postgres/requests/requests.ts';
import { OWED_FORECASTS } from '../forecast/owed-forecasts.ts';
import { openTestQueues } from '../testing/queues.ts';
import { NOW, openTestPostgres } from '../testing/stores.ts';
import { type ReviveServices, recoverLostJobs } from './recover-lost-jobs.ts';

const log = pino({ level: 'silent' });
const secondsLater = (seconds: number) => () => new Date(NOW.getTime() + seconds * 1_000);

const reviveForecasts = (services: ReviveServices) => recoverLostJobs(services, OWED_FORECASTS);

async function openReviving(t: TestContext) {
  const { url, pool, accept } = await openTestPostgres(t);
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const services = { pool, queues, clock: secondsLater(10), log };
  const states = async (requestId: string) => ({
    forecast: await queues.state({ name: 'forecast', requestId }),
    report: await queues.state({ name: 'report', requestId }),
  });
  return { pool, queues, accept, services, states };
}

test('a request that lost its job gets one, however many processes look', async (t) => {
  const { accept, services, states } = await openReviving(t);
  const { id } = await accept();
  await Promise.all([
    reviveForecasts(services),
    reviveForecasts(services),
    reviveForecasts(services),
  ]);
  assert.deepEqual(await states(id), { forecast: 'live', report: 'none' });
});

test('both sides of a comparison are revived, though only one is told', async (t) => {
  const { pool, accept, services, states } = await openReviving(t);
  const { id: parentId } = await accept({ destination: null });
  const { id } = await accept({ parentId, relation: 'comparison' });
  await reviveForecasts(services);
  for (const side of [parentId, id]) {
    assert.deepEqual(await states(side), { forecast: 'live', report: 'none' });
  }
  for (const side of [id, parentId]) {
    await finishRequest(pool, side, { status: 'failed', failure: 'No.', at: NOW });
  }
  await reviveForecasts(services);
  assert.equal((await states(id)).report, 'live');
  assert.equal((await states(parentId)).report, 'none');
});

test('a request on its normal way is left alone', async (t) => {
  const { accept, services, states } = await openReviving(t);
  const { id } = await accept();
  await reviveForecasts({ ...services, clock: secondsLater(3) });
  assert.deepEqual(await states(id), { forecast: 'none', report: 'none' });
});

test('an outcome that nobody was told is reported', async (t) => {
  const { pool, accept, services, states } = await openReviving(t);
  const { id } = await accept();
  await finishRequest(pool, id, { status: 'cancelled', at: NOW });
  await reviveForecasts(services);
  assert.deepEqual(await states(id), { forecast: 'none', report: 'live' });
});

test('a report that failed for good is tried again, for a day', async (t) => {
  const { pool, queues, accept, services, states } = await openReviving(t);
  const { id } = await accept();
  await finishRequest(pool, id, { status: 'cancelled', at: NOW });
  const job = { name: 'report', requestId: id } as const;
  await queues.add(job);
  let calls = 0;
  const handler = async () => {
    calls += 1;
    if (calls === 1) throw new Error('Slack is away');
  };
  await queues.startWorker('report', {
    processor: { handler, timeoutMs: 5_000 },
    concurrency: 1,
  });
  await assert.rejects(queues.waitFor(job, 20_000), /Slack is away/);
  await reviveForecasts({ ...services, clock: secondsLater(25 * 3_600) });
  assert.equal((await states(id)).report, 'failed');
  await reviveForecasts(services);
  await queues.waitFor(job, 20_000);
  assert.equal(calls, 2);
});

test('a job that failed without an outcome ends its request, instead of running for ever', async (t) => {
  const { pool, queues, accept, services, states } = await openReviving(t);
  const { id } = await accept();
  const job = { name: 'forecast', requestId: id } as const;
  await queues.add(job);
  const handler = () => Promise.reject(new Error('broken'));
  await queues.startWorker('forecast', {
    processor: { handler, timeoutMs: 5_000 },
    concurrency: 1,
  });
  await assert.rejects(queues.waitFor(job, 20_000), /broken/);
  await reviveForecasts(services);
  assert.equal((await findRequest(pool, id))?.status, 'failed');
  assert.deepEqual(await states(id), { forecast: 'failed', report: 'live' });
});

test('one request that cannot be read stops no other', async (t) => {
  const { pool, accept, services, states } = await openReviving(t);
  const [broken, whole] = [await accept(), await accept()];
  await pool.query("update forecast_request set plan = '{}' where id = $1", [broken.id]);
  await reviveForecasts(services);
  for (const { id } of [broken, whole]) assert.equal((await states(id)).forecast, 'live');
});
