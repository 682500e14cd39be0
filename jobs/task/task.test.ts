import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { pino } from 'pino';

import { hasRequests } from '../../data/clickhouse/queries/has-requests.ts';
import { generateHistory } from '../../data/generate/generate-history.ts';
import { readGeneratedHistory } from '../../data/generate/generated-history.ts';
import { readDefaultProfile } from '../../data/generate/profile.ts';
import { inTransaction } from '../../data/postgres/client.ts';
import { servingVersion } from '../../data/postgres/models/models.ts';
import { acceptTask, findTask, finishTask, type Task } from '../../data/postgres/tasks/tasks.ts';
import type { TaskOrder } from '../../data/task.ts';
import { jobOfTask, type Progress } from '../contract.ts';
import { type ReviveServices, recoverLostJobs } from '../reconcile/recover-lost-jobs.ts';
import { type RetrainServices, retrainRules } from '../retrain/retrain-rules.ts';
import { promoteTestModel } from '../testing/model.ts';
import { openTestQueues } from '../testing/queues.ts';
import { NOW, openTestClickHouse, openTestHistory, openTestPostgres } from '../testing/stores.ts';
import { OWED_TASKS } from './owed-tasks.ts';
import { taskRules } from './task.ts';

const log = pino({ level: 'silent' });
const RETRAIN: TaskOrder = { action: 'retrain', parameters: {} };
const SIZE = { days: 3, rows: 300, seed: 5 };
const GENERATE: TaskOrder = { action: 'generate', parameters: SIZE };
/** Most tasks here never come so far as to need a history. */
const NO_HISTORY = {} as ClickHouseClient;

async function openTasks(t: TestContext, clickhouse = NO_HISTORY) {
  const { url, pool } = await openTestPostgres(t);
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const clock = () => NOW;
  const services: RetrainServices & ReviveServices = {
    pool,
    queues,
    clickhouse,
    clock,
    timeZone: 'UTC',
    retrainEveryDays: 7,
    adminChannels: [],
    log,
  };
  const accept = async (order: TaskOrder): Promise<Task> => {
    const asked = { requestedBy: 'UBOB', dedupeKey: 'view:V1', destination: { channel: 'C1' } };
    const taken = await acceptTask(pool, { ...asked, order }, new Date(NOW.getTime() - 60_000));
    return 'task' in taken ? taken.task : assert.fail();
  };
  const work = async () => {
    const once = { concurrency: 1 };
    await queues.startWorker('task', { ...once, processor: taskRules(services) });
    await queues.startWorker('retrain', { ...once, processor: retrainRules(services) });
  };
  const done = async (task: Task) => {
    const job = jobOfTask(task);
    await queues.add(job);
    await queues.waitFor(job, 60_000).catch(() => {});
    return (await findTask(pool, task.id)) ?? assert.fail();
  };
  const reportState = (taskId: string) => queues.state({ name: 'tell-task', taskId });
  const audit = async () => (await pool.query('select actor, action, outcome from audit')).rows;
  return { pool, queues, services, accept, work, done, reportState, audit };
}

test('a rollback makes the earlier model serve, is audited, and owes its report', async (t) => {
  const { pool, accept, work, done, reportState, audit } = await openTasks(t);
  const first = await promoteTestModel(pool, NOW);
  const second = await promoteTestModel(pool, new Date(NOW.getTime() + 1));
  await work();
  const task = await done(await accept({ action: 'rollback', parameters: { version: first } }));
  assert.deepEqual(task.result, { action: 'rollback', version: first, replaced: second });
  assert.equal(await servingVersion(pool), first);
  assert.equal(await reportState(task.id), 'live');
  assert.deepEqual(await audit(), [{ actor: 'UBOB', action: 'rollback', outcome: 'succeeded' }]);
});

test('a rollback to a model that is not there is refused in words', async (t) => {
  const { accept, work, done, reportState, audit } = await openTasks(t);
  await work();
  const task = await done(await accept({ action: 'rollback', parameters: { version: 'v0' } }));
  assert.equal(task.status, 'refused');
  assert.match(task.failure ?? '', /There is no model v0/);
  assert.equal(await reportState(task.id), 'live');
  assert.deepEqual(await audit(), [{ actor: 'UBOB', action: 'rollback', outcome: 'refused' }]);
});

test('a retraining stores the model, its verdict and the audit together', async (t) => {
  const { client } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const { pool, accept, work, done, audit, reportState } = await openTasks(t, client);
  await work();
  const task = await done(await accept(RETRAIN));
  assert.ok(task.result?.action === 'retrain');
  assert.equal(task.result.verdict.decision, 'promoted');
  assert.equal(await servingVersion(pool), task.result.version);
  assert.equal(await reportState(task.id), 'live');
  assert.deepEqual(await audit(), [{ actor: 'UBOB', action: 'retrain', outcome: 'succeeded' }]);
});

test('a training for nobody in particular is audited under what began it', async (t) => {
  const { client } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const { queues, work, audit } = await openTasks(t, client);
  await work();
  const job = { name: 'retrain', reason: 'command' } as const;
  await queues.add(job);
  await queues.waitFor(job, 60_000);
  assert.deepEqual(await audit(), [
    { actor: 'command line', action: 'retrain', outcome: 'succeeded' },
  ]);
});

test('a task that was cancelled before its turn does nothing', async (t) => {
  const { pool, accept, work, done, reportState } = await openTasks(t);
  const task = await accept(RETRAIN);
  const outcome = { status: 'cancelled', by: 'UBOB', at: NOW } as const;
  await inTransaction(pool, (client) => finishTask(client, task.id, outcome));
  await work();
  assert.equal((await done(task)).status, 'cancelled');
  assert.equal(await servingVersion(pool), undefined);
  assert.equal(await reportState(task.id), 'live');
});

test('a history is generated in place of a generated one, of the same market', async (t) => {
  const { client } = await openTestClickHouse(t);
  const profile = await readDefaultProfile();
  await generateHistory({ client, profile, ...SIZE, days: 5, lastDay: '2026-11-20' });
  const { queues, accept, work, done } = await openTasks(t, client);
  const seen: Progress[] = [];
  await queues.onProgress(({ progress }) => void seen.push(progress));
  await work();
  const { result } = await done(await accept(GENERATE));
  assert.ok(result?.action === 'generate');
  assert.deepEqual([result.first, result.last], ['2026-11-19', '2026-11-21']);
  assert.ok(Math.abs(result.rows - SIZE.rows) <= 2, String(result.rows));
  assert.equal((await readGeneratedHistory(client))?.seed, SIZE.seed);
  assert.ok(seen.every(({ step }) => step === 'Generating history'));
});

test('an interrupted generation is made anew, and a history with real data is left alone', async (t) => {
  const { client } = await openTestHistory(t, { days: 2, lastDay: '2026-11-21' });
  const { pool, accept, work, done } = await openTasks(t, client);
  await work();
  const refused = await done(await accept(GENERATE));
  assert.equal(refused.status, 'refused');
  assert.match(refused.failure ?? '', /real data.*nothing was changed/);
  assert.ok(await hasRequests(client));

  await client.command({
    query: `INSERT INTO generated_history (seed, profile, rowsPerDay, first, last)
      VALUES (1, '${JSON.stringify(await readDefaultProfile())}', 1, '2026-11-20', '2026-11-19')`,
  });
  await pool.query('delete from task');
  assert.equal((await done(await accept(GENERATE))).status, 'succeeded');

  await client.command({
    query: `INSERT INTO import (content, run, map, batches, finished, read, imported, quarantined)
      VALUES ('a', 1, 'a', 1, true, 9, 9, 0)`,
  });
  await pool.query('delete from task');
  assert.equal((await done(await accept(GENERATE))).status, 'refused');
});

test('a task that lost its job gets one, however many processes look', async (t) => {
  const { queues, services, accept } = await openTasks(t);
  const task = await accept(RETRAIN);
  await Promise.all([1, 2, 3].map(() => recoverLostJobs(services, OWED_TASKS)));
  assert.equal(await queues.state(jobOfTask(task)), 'live');
});

test('an outcome that nobody was told is told, and a task whose job died is ended', async (t) => {
  const { pool, queues, services, accept, reportState, audit } = await openTasks(t);
  const task = await accept(RETRAIN);
  await queues.add(jobOfTask(task));
  const handler = () => Promise.reject(new Error('broken'));
  const processor = { handler, timeoutMs: 5_000 };
  await queues.startWorker('retrain', { processor, concurrency: 1 });
  await assert.rejects(queues.waitFor(jobOfTask(task), 20_000), /broken/);
  await recoverLostJobs(services, OWED_TASKS);
  assert.equal((await findTask(pool, task.id))?.status, 'failed');
  assert.equal(await reportState(task.id), 'live');
  assert.deepEqual(await audit(), [{ actor: 'UBOB', action: 'retrain', outcome: 'failed' }]);
});

test('a task that another version stored is ended in words', async (t) => {
  const { pool, queues, accept, work, reportState, audit } = await openTasks(t);
  const unreadable = await accept({ action: 'rollback', parameters: { version: 'v1' } });
  await pool.query(`update task set parameters = '{}'`);
  await work();
  const job = jobOfTask(unreadable);
  await queues.add(job);
  await queues.waitFor(job, 20_000);
  const { rows } = await pool.query('select status, failure from task');
  assert.equal(rows[0].status, 'refused');
  assert.match(rows[0].failure, /another version of Ducky/);
  assert.equal(await reportState(unreadable.id), 'live');
  assert.deepEqual(await audit(), [{ actor: 'UBOB', action: 'rollback', outcome: 'refused' }]);
});
