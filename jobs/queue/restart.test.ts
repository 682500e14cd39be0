import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { freePort } from '../../data/embedded/free-port.ts';
import { startPostgres } from '../../data/embedded/postgres.ts';
import { testRedis } from '../../data/testing/databases.ts';
import { openQueues, type QueueOptions } from '../queue.ts';

const log = pino({ level: 'silent' });
const WAIT_MS = 30_000;

/** Stops the server and starts it again on the same port and data. */
type Restart = () => Promise<void>;

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ducky-restart-'));
  // Hooks run in order, so this one moves behind those that stop the server.
  t.after(() => t.after(() => rm(folder, { recursive: true })));
  return folder;
}

async function restartablePostgres(t: TestContext) {
  const config = { dir: join(await temporaryFolder(t), 'postgres'), password: 'test', log };
  const port = await freePort();
  let server = await startPostgres({ ...config, port });
  t.after(() => server.stop());
  const restart: Restart = async () => {
    await server.stop();
    server = await startPostgres({ ...config, port });
  };
  return { options: { databaseUrl: server.url, log }, restart };
}

async function startPersistentRedis(port: number, dir: string) {
  const flags = ['--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes'];
  const redis = spawn('redis-server', ['--port', String(port), ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: redis.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  redis.stdout.resume();
  return async () => {
    const exit = once(redis, 'exit');
    redis.kill('SIGTERM');
    await exit;
  };
}

async function restartableRedis(t: TestContext) {
  const dir = await temporaryFolder(t);
  const port = await freePort();
  let stop = await startPersistentRedis(port, dir);
  t.after(() => stop());
  const restart: Restart = async () => {
    await stop();
    stop = await startPersistentRedis(port, dir);
  };
  return { options: { databaseUrl: '', redisUrl: `redis://127.0.0.1:${port}`, log }, restart };
}

/** Work, progress and cancellation must go on after the server was away. */
async function surviveRestart(options: QueueOptions, restart: Restart) {
  await using stack = new AsyncDisposableStack();
  const queues = stack.adopt(await openQueues(options), (open) => open.close());
  let started = Promise.withResolvers<string>();
  await queues.onProgress(() => {});
  await queues.startWorker('forecast', {
    concurrency: 1,
    processor: {
      timeoutMs: WAIT_MS,
      handler: ({ requestId }, { signal }) => {
        started.resolve(requestId);
        return new Promise((_, reject) => signal.addEventListener('abort', reject));
      },
    },
  });
  await queues.add({ name: 'sync' });
  const waited = queues.waitFor({ name: 'sync' }, WAIT_MS);
  // It is looked at only below.
  waited.catch(() => {});
  await restart();
  const job = { name: 'forecast', requestId: randomUUID() } as const;
  await queues.add(job);
  assert.equal(await started.promise, job.requestId);
  started = Promise.withResolvers();
  await queues.cancel(job);
  await assert.rejects(queues.waitFor(job, WAIT_MS), /cancelled/);
  const processor = { handler: async () => {}, timeoutMs: WAIT_MS };
  await queues.startWorker('sync', { processor, concurrency: 1 });
  await waited;
}

test('queues on Postgres survive its restart', async (t) => {
  const { options, restart } = await restartablePostgres(t);
  await surviveRestart(options, restart);
});

test('queues on Redis survive its restart', async (t) => {
  if (!testRedis(t)) return;
  const { options, restart } = await restartableRedis(t);
  await surviveRestart(options, restart);
});
