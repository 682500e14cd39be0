import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { testClickHouse, testPostgres } from '../../../data/testing/databases.ts';
import type { Job } from '../../../jobs/contract.ts';
import type { Queues } from '../../../jobs/queue.ts';
import { openTestQueues } from '../../../jobs/testing/queues.ts';
import { runDucky } from '../../testing/started-ducky.ts';

const UPKEEP = { name: 'upkeep', what: 'accuracy' } as const;
const ASKED = { name: 'forecast', requestId: randomUUID() } as const;

/** `ducky` with queues of the test's own, in which nothing happened yet. */
async function openCommand(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'ducky-jobs-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const { url: databaseUrl } = await testPostgres(t);
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  const queues = await openTestQueues(t, { databaseUrl, log: pino({ level: 'silent' }) });
  const env = { DUCKY_HOME: home, DATABASE_URL: databaseUrl, CLICKHOUSE_URL };
  return { queues, run: (...args: string[]) => runDucky(['jobs', ...args], env) };
}

/** Has the jobs give up, for this reason; and then leaves them to others. */
async function giveUp(queues: Queues, jobs: readonly Job[], reason: string): Promise<void> {
  const processor = { handler: () => Promise.reject(new Error(reason)), timeoutMs: 5_000 };
  for (const job of jobs) {
    await queues.add(job);
    await queues.startWorker(job.name, { processor, concurrency: 1 });
    await assert.rejects(queues.waitFor(job, 20_000));
  }
  await queues.close();
}

test('where no job gave up, that is said', async (t) => {
  const { run } = await openCommand(t);
  const nothing = 'No job gave up within the last week.\n';
  assert.equal((await run()).stdout, nothing);
  assert.equal((await run('retry')).stdout, nothing);
  assert.deepEqual(JSON.parse((await run('--json')).stdout), { failed: [] });
});

test('jobs that gave up are listed with the reason, as a table and as JSON', async (t) => {
  const { queues, run } = await openCommand(t);
  await giveUp(queues, [UPKEEP], 'the disk is full');
  const table = await run();
  assert.match(
    table.stdout,
    /^Last gave up +Times +Job +Why\n\S+Z +1 +upkeep-accuracy +the disk is full\n$/,
  );
  const { failed } = JSON.parse((await run('--json')).stdout);
  const [{ failedAt, ...rest }, ...others] = failed;
  assert.ok(Number.isFinite(Date.parse(failedAt)) && others.length === 0);
  assert.deepEqual(rest, {
    id: 'upkeep-accuracy',
    name: 'upkeep',
    reason: 'the disk is full',
    everyMs: null,
    canRetry: true,
    count: 1,
  });
});

test('jobs that gave up wait for a worker again, but for those whose asker was told', async (t) => {
  const { queues, run } = await openCommand(t);
  await giveUp(queues, [UPKEEP, ASKED], 'broken');
  const again = await run('retry', '--json');
  const asked = `forecast-${ASKED.requestId}`;
  assert.deepEqual(JSON.parse(again.stdout), { retried: ['upkeep-accuracy'], skipped: [asked] });
  const { stdout } = await run('retry');
  assert.equal(stdout, `Not done again: ${asked}. Whoever asked was told; they can ask again.\n`);
  assert.deepEqual(JSON.parse((await run('--json')).stdout).failed.length, 1);
});

test('one job is done again by its id, and an unknown id is refused', async (t) => {
  const { queues, run } = await openCommand(t);
  await giveUp(queues, [UPKEEP], 'broken');
  const refused = await run('retry', 'upkeep-nothing');
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /No job upkeep-nothing gave up. `ducky jobs` lists those that did/);
  assert.equal(refused.stdout, '');
  const again = await run('retry', 'upkeep-accuracy');
  assert.equal(again.stdout, 'Waits for a worker again: upkeep-accuracy\n');
  assert.deepEqual(JSON.parse((await run('--json')).stdout), { failed: [] });
});
