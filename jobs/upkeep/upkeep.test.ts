import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';
import { listModels } from '../../data/postgres/models/model-list.ts';
import { servingVersion } from '../../data/postgres/models/models.ts';
import { owedNotice, readNotice } from '../../data/postgres/notices/notices.ts';
import type { Job } from '../contract.ts';
import { OWED_NOTICES } from '../notices/notices.ts';
import { recoverLostJobs } from '../reconcile/recover-lost-jobs.ts';
import { retrainRules } from '../retrain/retrain-rules.ts';
import { promoteTestModel } from '../testing/model.ts';
import { openTestQueues } from '../testing/queues.ts';
import { NOW, openTestHistory, openTestPostgres } from '../testing/stores.ts';
import { upkeepRules } from './upkeep.ts';

const DAY_MS = 86_400_000;
const RETRAIN: Job = { name: 'retrain', reason: 'schedule' };
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

async function openUpkeep(t: TestContext) {
  const { url, pool } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const log = pino({ level: 'silent' });
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const schedule = { retrainEveryDays: 7, adminChannels: ['C1', 'C2'], keepDays: 400 };
  const clock = () => NOW;
  const services = { pool, queues, clickhouse, clock, timeZone: 'UTC', ...schedule, log };
  const rules = upkeepRules(services);
  await queues.startWorker('upkeep', { processor: rules, concurrency: 2 });
  const look = async (what: 'retraining' | 'failures') => {
    await queues.add({ name: 'upkeep', what });
    await queues.waitFor({ name: 'upkeep', what }, 20_000);
  };
  const work = () =>
    queues.startWorker('retrain', { processor: retrainRules(services), concurrency: 1 });
  const notices = async () => {
    const { rows } = await pool.query<{ id: string; channel: string }>(
      'select id, channel from notice order by channel',
    );
    return rows;
  };
  return { pool, queues, services, look, work, notices };
}

test('a due retraining is done once, audited, and told wherever administrators are', async (t) => {
  const { pool, queues, look, work, notices } = await openUpkeep(t);
  const first = await promoteTestModel(pool, daysAgo(30));
  for (let turn = 0; turn < 3; turn += 1) await look('retraining');
  await work();
  await queues.waitFor(RETRAIN, 60_000);
  const [trained] = await listModels(pool);
  const { rows } = await pool.query('select actor, action, outcome from audit');
  assert.deepEqual(rows, [{ actor: 'schedule', action: 'retrain', outcome: 'succeeded' }]);
  const told = await notices();
  assert.deepEqual(
    told.map(({ channel }) => channel),
    ['C1', 'C2'],
  );
  for (const { id } of told) {
    const content = await readNotice(pool, id);
    assert.ok(content?.kind === 'retrained');
    assert.equal(content.version, trained?.version);
    assert.notEqual(content.version, first);
    assert.equal(await queues.state({ name: 'tell-notice', noticeId: id }), 'live');
  }
  await look('retraining');
  assert.equal(await queues.state(RETRAIN), 'none');
});

test('a training that somebody began meanwhile makes the scheduled one needless', async (t) => {
  const { pool, queues, look, work, notices } = await openUpkeep(t);
  await promoteTestModel(pool, daysAgo(30));
  await look('retraining');
  assert.equal(await queues.state(RETRAIN), 'live');
  const byHand = await promoteTestModel(pool, daysAgo(0));
  await work();
  await queues.waitFor(RETRAIN, 60_000);
  assert.equal(await servingVersion(pool), byHand);
  assert.deepEqual(await notices(), []);
});

test('a scheduled training whose process dies is not begun again at once', async (t) => {
  const { pool, queues, look } = await openUpkeep(t);
  await promoteTestModel(pool, daysAgo(30));
  await look('retraining');
  const handler = () => Promise.reject(new Error('the process died'));
  await queues.startWorker('retrain', { processor: { handler, timeoutMs: 5_000 }, concurrency: 1 });
  await assert.rejects(queues.waitFor(RETRAIN, 20_000), /died/);
  await look('retraining');
  assert.equal(await queues.state(RETRAIN), 'failed');
});

test('nothing is trained unasked before there is a model', async (t) => {
  const { queues, look } = await openUpkeep(t);
  await look('retraining');
  assert.equal(await queues.state(RETRAIN), 'none');
});

test('a job that gave up is told administrators once, and can be done again', async (t) => {
  const { pool, queues, look, notices } = await openUpkeep(t);
  let isBroken = true;
  const handler = async () => {
    if (isBroken) throw new Error('broken');
  };
  await queues.startWorker('sync', { processor: { handler, timeoutMs: 5_000 }, concurrency: 1 });
  await queues.add({ name: 'sync' });
  await assert.rejects(queues.waitFor({ name: 'sync' }, 20_000), /broken/);
  await look('failures');
  await look('failures');
  const [told, ...others] = await notices();
  assert.equal(others.length, 1);
  const content = told && (await readNotice(pool, told.id));
  assert.ok(content?.kind === 'jobs gave up');
  assert.deepEqual([content.job, content.count, content.jobId], ['sync', 1, 'sync']);

  isBroken = false;
  await queues.retry({ name: 'sync' });
  await queues.waitFor({ name: 'sync' }, 20_000);
  assert.deepEqual(await queues.failed(), []);
});

test('a notice that lost its job gets one', async (t) => {
  const { pool, queues, services, notices } = await openUpkeep(t);
  await pool.query(
    `insert into notice (dedupe_key, channel, content, created_at)
     values ('k', 'C1', '{"kind": "retrained"}', $1)`,
    [new Date(NOW.getTime() - 60_000)],
  );
  await recoverLostJobs(services, OWED_NOTICES);
  const [notice] = await notices();
  assert.ok(notice && (await owedNotice(pool, notice.id)));
  assert.equal(await queues.state({ name: 'tell-notice', noticeId: notice.id }), 'live');
});
