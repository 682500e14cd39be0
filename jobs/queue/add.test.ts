import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { testPostgres } from '../../data/testing/databases.ts';
import { openTestQueues } from '../testing/queues.ts';

const JOB = { name: 'sync' } as const;

/** A job that waits, and the database it waits in. */
async function openWaiting(t: TestContext) {
  const { url: databaseUrl, pool } = await testPostgres(t);
  const queues = await openTestQueues(t, { databaseUrl, log: pino({ level: 'silent' }) });
  await queues.add(JOB);
  return { pool, queues };
}

const END = `update bullmq.job set state = 'completed', finished_at_ms = 1`;

test('a job that ends between the look at it and the adding is added again', async (t) => {
  const { pool, queues } = await openWaiting(t);
  await pool.query(`
    create function end_all() returns trigger language plpgsql as $$
    begin
      ${END};
      return new;
    end $$;
    create trigger end_all before insert on bullmq.job for each row execute function end_all()`);
  await queues.add(JOB);
  assert.equal(await queues.state(JOB), 'live');
});

test('a job that cannot make room for the new one is a failure, not silence', async (t) => {
  const { pool, queues } = await openWaiting(t);
  await pool.query(END);
  await pool.query('alter function bullmq.remove rename to broken');
  await assert.rejects(queues.add(JOB), /remove/);
});
