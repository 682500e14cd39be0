import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type { TaskOrder } from '../../task.ts';
import { testPostgres } from '../../testing/databases.ts';
import { inTransaction } from '../client.ts';
import { migratePostgres } from '../migrate.ts';
import { markTaskReported, owedTaskReport, owedTasks } from './owed-tasks.ts';
import {
  acceptTask,
  findTask,
  finishTask,
  setTaskMessage,
  startTask,
  succeedTask,
  type TaskOutcome,
} from './tasks.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T10:01:00Z');
const RETRAIN: TaskOrder = { action: 'retrain', parameters: {} };
const GENERATE: TaskOrder = { action: 'generate', parameters: { days: 9, rows: 90, seed: 1 } };
const ROLLBACK: TaskOrder = { action: 'rollback', parameters: { version: 'v1' } };

async function openTasks(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const accept = (order: TaskOrder, dedupeKey: string) =>
    acceptTask(pool, { ...ASKED, order, dedupeKey }, NOW);
  const accepted = async (order: TaskOrder, dedupeKey: string = order.action) => {
    const taken = await accept(order, dedupeKey);
    assert.ok('task' in taken);
    return taken.task;
  };
  const finish = (id: string, outcome: TaskOutcome) =>
    inTransaction(pool, (client) => finishTask(client, id, { ...outcome, at: LATER }));
  const audit = async () =>
    (await pool.query('select at, team_id, actor, action, outcome, detail from audit')).rows;
  return { pool, accept, accepted, finish, audit };
}

const ASKED = { requestedBy: 'UBOB', teamId: 'T1', destination: { channel: 'C1' } };

test('a task is stored once, however often and from however many processes it is asked', async (t) => {
  const { accept } = await openTasks(t);
  const taken = await Promise.all([1, 2, 3].map(() => accept(RETRAIN, 'view:V1')));
  const isNew = taken.map((each) => 'task' in each && each.isNew);
  assert.deepEqual(isNew.sort(), [false, false, true]);
  assert.equal(new Set(taken.map((each) => 'task' in each && each.task.id)).size, 1);
});

test('one trains or generates at a time, and the next learns whose task it waits for', async (t) => {
  const { accept, accepted, finish } = await openTasks(t);
  const first = await accepted(RETRAIN);
  const busy = await accept(GENERATE, 'view:V2');
  assert.ok('busyWith' in busy);
  assert.deepEqual(busy.busyWith, first);
  await accepted(ROLLBACK);
  await finish(first.id, { status: 'failed', failure: 'No luck.' });
  await accepted(GENERATE, 'view:V3');
});

test('a task is read back as it was asked', async (t) => {
  const { pool, accepted } = await openTasks(t);
  const { id } = await accepted(GENERATE);
  await setTaskMessage(pool, id, '1.1');
  const { action, parameters, destination, status, requestedBy, teamId } =
    (await startTask(pool, id)) ?? assert.fail();
  assert.deepEqual(
    { action, parameters, destination, status, requestedBy, teamId },
    {
      ...GENERATE,
      destination: { channel: 'C1', messageTs: '1.1' },
      status: 'running',
      requestedBy: 'UBOB',
      teamId: 'T1',
    },
  );
});

test('the first outcome wins, and is in the audit once: who, what, when and how it ended', async (t) => {
  const { pool, accepted, finish, audit } = await openTasks(t);
  const { id } = await accepted(ROLLBACK);
  const outcomes: TaskOutcome[] = [
    { status: 'cancelled', by: 'UEVE' },
    { status: 'failed', failure: 'Too late.' },
  ];
  const done: boolean[] = [];
  for (const outcome of outcomes) done.push(await finish(id, outcome));
  assert.deepEqual(done, [true, false]);
  assert.equal((await findTask(pool, id))?.cancelledBy, 'UEVE');
  assert.equal(await startTask(pool, id), undefined);
  assert.deepEqual(await audit(), [
    {
      at: LATER,
      team_id: 'T1',
      actor: 'UBOB',
      action: 'rollback',
      outcome: 'cancelled',
      detail: { taskId: id, version: 'v1', cancelledBy: 'UEVE' },
    },
  ]);
});

test('what was done for a cancelled task is undone with its transaction', async (t) => {
  const { pool, accepted, finish } = await openTasks(t);
  const { id } = await accepted(ROLLBACK);
  await finish(id, { status: 'cancelled', by: 'UBOB' });
  const work = inTransaction(pool, async (client) => {
    await client.query("insert into migration (name, checksum) values ('x', 'x')");
    await succeedTask(client, id, { result: { action: 'rollback', version: 'v1' }, at: LATER });
  });
  await assert.rejects(work, { code: 'cancelled' });
  const { rowCount } = await pool.query("select from migration where name = 'x'");
  assert.equal(rowCount, 0);
});

test('a task owes its job until it ends, and then its report until that is told', async (t) => {
  const { pool, accepted, finish } = await openTasks(t);
  const { id } = await accepted(RETRAIN);
  const window = { createdBefore: LATER, endedAfter: NOW };
  assert.deepEqual(await owedTasks(pool, { ...window, createdBefore: NOW }), NOTHING);
  const open = [{ id, action: 'retrain' }];
  assert.deepEqual(await owedTasks(pool, window), { open, untold: [] });
  assert.equal(await owedTaskReport(pool, id), undefined);
  await finish(id, { status: 'refused', failure: 'No.' });
  assert.deepEqual(await owedTasks(pool, window), { open: [], untold: [id] });
  assert.deepEqual((await owedTaskReport(pool, id))?.destination, { channel: 'C1' });
  assert.deepEqual(await owedTasks(pool, { ...window, endedAfter: LATER }), NOTHING);
  await markTaskReported(pool, id, LATER);
  assert.deepEqual(await owedTasks(pool, window), NOTHING);
  assert.equal(await owedTaskReport(pool, id), undefined);
});

const NOTHING = { open: [], untold: [] };
