import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openPostgres } from '../../data/postgres/client.ts';
import { acceptLiveRequests } from '../../data/postgres/live-requests.ts';
import { hasBacklog } from '../../data/sync/extent.ts';
import { historyTotals, liveRequest, liveTotals, openLiveStores } from '../../data/testing/live.ts';
import { openTestQueues } from '../testing/queues.ts';
import { syncRules } from './sync.ts';
import { startSyncTrigger } from './sync-trigger.ts';

const POLL_MS = 20;

/** A process that syncs; `graceMs` is how long its live requests stay. */
async function openSyncing(t: TestContext, { graceMs }: { graceMs: number }) {
  const { url, clickhouse, log } = await openLiveStores(t);
  const pool = openPostgres({ url, log });
  const closers = [() => pool.end()];
  t.after(async () => {
    for (const close of closers.toReversed()) await close();
  });
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const services = { pool, clickhouse, queues, graceMs, log };
  const processor = syncRules(services);
  await queues.startWorker('sync', { processor, concurrency: 1 });
  const start = async () => {
    closers.push(await startSyncTrigger(services));
  };
  const accept = (id: string) => acceptLiveRequests(pool, [liveRequest(id)]);
  const untilSynced = async () => {
    while (await hasBacklog(pool)) await sleep(POLL_MS);
    return historyTotals(clickhouse);
  };
  return { pool, queues, start, accept, untilSynced };
}

/** Ends the connection that listens, as a restart of Postgres would. */
async function endListener(pool: Awaited<ReturnType<typeof openSyncing>>['pool']): Promise<void> {
  const { rowCount } = await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query = 'listen ducky_outbox'`,
  );
  assert.equal(rowCount, 1);
}

test('what came in before the start, after it, and after a lost connection is synced', async (t) => {
  const { pool, start, accept, untilSynced } = await openSyncing(t, { graceMs: 3_600_000 });
  await accept('before');
  await start();
  assert.deepEqual(await untilSynced(), await liveTotals(pool));
  await accept('after');
  assert.deepEqual(await untilSynced(), await liveTotals(pool));
  await endListener(pool);
  await accept('while nobody listens');
  assert.deepEqual(await untilSynced(), await liveTotals(pool));
});

test('a trigger that is stopped before it listens has ended', async (t) => {
  const { url, log } = await openLiveStores(t);
  const pool = openPostgres({ url, log });
  t.after(() => pool.end());
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const stop = await startSyncTrigger({ pool, queues, log });
  await stop();
  assert.equal(pool.totalCount, 0);
});

test('each notification adds a job, without waiting for the schedule', async (t) => {
  const { queues, start, accept, untilSynced } = await openSyncing(t, { graceMs: 3_600_000 });
  let onAdd = () => {};
  const { add } = queues;
  queues.add = async (job) => {
    await add.call(queues, job);
    onAdd();
  };
  const nextAdd = () =>
    new Promise<void>((resolve) => {
      onAdd = resolve;
    });
  const first = nextAdd();
  await start();
  await first;
  const second = nextAdd();
  await accept('a');
  await second;
  assert.equal((await untilSynced()).size, 1);
});

test('a sync job lets go of what is in the history', async (t) => {
  const { pool, queues, accept, untilSynced } = await openSyncing(t, { graceMs: 0 });
  await accept('a');
  await queues.add({ name: 'sync' });
  await queues.waitFor({ name: 'sync' }, 20_000);
  assert.equal((await untilSynced()).size, 1);
  assert.equal((await liveTotals(pool)).size, 0);
});
