import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

import { pino } from 'pino';

import { testPostgres, testRedis } from '../../data/testing/databases.ts';
import { openQueues, type QueueOptions } from '../queue.ts';
import type { WorkerProcessOptions } from './worker-process.ts';

/** The servers that the same queue tests run on. */
export const BACKENDS = ['Postgres', 'Redis'] as const;
export type BackendName = (typeof BACKENDS)[number];

const WORKER = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

export type TestQueueOptions = QueueOptions & { prefix: string };

/** How to reach empty queues of the test's own; undefined, and skipped, where Redis is missing. */
export async function testQueueOptions(
  t: TestContext,
  backend: BackendName,
): Promise<TestQueueOptions | undefined> {
  const log = pino({ level: 'silent' });
  if (backend === 'Postgres')
    return { databaseUrl: (await testPostgres(t)).url, prefix: 'test', log };
  const redis = testRedis(t);
  return redis && { databaseUrl: '', redisUrl: redis.url, prefix: redis.prefix, log };
}

/** Open queues that close with the test. */
export async function openTestQueues(t: TestContext, options: QueueOptions) {
  const queues = await openQueues(options);
  t.after(() => queues.close());
  return queues;
}

/** A worker in a process of its own that is gone when the test ends. */
export class WorkerProcess {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(t: TestContext, { log: _, ...queues }: TestQueueOptions, jobMs: number) {
    const options: WorkerProcessOptions = { ...queues, jobMs };
    this.child = spawn(process.execPath, [WORKER, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(line);
      for (const watcher of this.#watchers) watcher();
    });
    t.after(() => this.kill());
  }

  /** Resolves once the process has printed `line`. */
  async printed(line: string): Promise<void> {
    while (!this.lines.includes(line)) {
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  /** Ends it as a crash would: with no chance to clean up. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}
