import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createClient } from '@clickhouse/client';
import { UnrecoverableError, WaitingError } from 'bullmq';
import { pino } from 'pino';

import { toAppError } from '../data/server-trouble.ts';
import { ATTEMPTS } from './queue/retry.ts';
import { type JobRules, runJob, SHUTDOWN } from './queue/run.ts';
import { openTestHistory, openTestPostgres } from './testing/stores.ts';

const JOB = { name: 'sync' } as const;

/** Runs an attempt of the work; what it throws, and what it told of a failure for good. */
async function attempt(work: () => Promise<unknown>, attemptsMade: number) {
  let told: unknown;
  const rules: JobRules<'sync'> = {
    timeoutMs: 30_000,
    handler: async () => void (await work()),
    onFailed: async (_job, error) => {
      told = error;
    },
  };
  const taken = {
    data: JOB,
    opts: { attempts: ATTEMPTS },
    attemptsMade,
    moveToWait: async () => 0,
  };
  const log = pino({ level: 'silent' });
  const thrown: unknown = await runJob(taken, new AbortController().signal, {
    rules,
    token: undefined,
    log,
    tellProgress: async () => {},
  }).catch((error: unknown) => error);
  return { thrown, told };
}

test('a question too large for ClickHouse is asked again, and then refused in words', async (t) => {
  const { url } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const clickhouse_settings = { max_memory_usage: '100000' };
  const client = createClient({ url, clickhouse_settings });
  t.after(() => client.close());
  const ask = () => client.query({ query: 'SELECT groupArray(user) FROM request' });
  const first = await attempt(ask, 0);
  assert.ok(!(first.thrown instanceof UnrecoverableError), String(first.thrown));
  assert.equal(first.told, undefined);
  const last = await attempt(ask, ATTEMPTS - 1);
  assert.ok(last.thrown instanceof UnrecoverableError);
  assert.match(String(last.told), /not enough memory.*fewer days or values/);
});

test('a write that a standby refuses is tried again', async (t) => {
  const { pool } = await openTestPostgres(t);
  const write = async () => {
    const client = await pool.connect();
    try {
      await client.query('begin read only');
      await client.query('delete from task');
    } finally {
      await client.query('rollback').finally(() => client.release());
    }
  };
  const { thrown, told } = await attempt(write, 0);
  assert.match(String(thrown), /takes no writes now/);
  assert.equal(told, undefined);
});

test('what is wrong with a statement is a defect, and not tried again', async (t) => {
  const { pool } = await openTestPostgres(t);
  const { thrown, told } = await attempt(() => pool.query('select from nowhere'), 0);
  assert.ok(thrown instanceof UnrecoverableError);
  assert.equal(toAppError(told), told);
});

test('work that stops with its process is no failure, though it was the last attempt', async () => {
  const stopping = new AbortController();
  const givenBack: (string | undefined)[] = [];
  const rules: JobRules<'sync'> = {
    timeoutMs: 30_000,
    handler: () => new Promise<void>(() => stopping.abort(SHUTDOWN)),
    onFailed: () => assert.fail('nobody is to be told'),
  };
  const taken = {
    data: JOB,
    opts: { attempts: ATTEMPTS },
    attemptsMade: ATTEMPTS - 1,
    moveToWait: async (token?: string) => givenBack.push(token),
  };
  const running = runJob(taken, stopping.signal, {
    rules,
    token: 'lock',
    log: pino({ level: 'silent' }),
    tellProgress: async () => {},
  });
  await assert.rejects(running, WaitingError);
  assert.deepEqual(givenBack, ['lock']);
});
