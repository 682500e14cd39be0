import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../data/errors.ts';
import type { Job, JobOf } from './contract.ts';
import { givenUpBy } from './queue/failed-jobs.ts';
import type { ProgressEvent } from './queue/relay.ts';
import type { Queues } from './queue.ts';
import {
  BACKENDS,
  type BackendName,
  openTestQueues,
  testQueueOptions,
  WorkerProcess,
} from './testing/queues.ts';

const WAIT_MS = 30_000;

const forecastJob = (): JobOf<'forecast'> => ({ name: 'forecast', requestId: randomUUID() });

/** Runs a test against empty queues on each kind of server. */
function queueTest(name: string, body: (queues: Queues, t: TestContext) => Promise<void>): void {
  for (const backend of BACKENDS) {
    test(`${name} (${backend})`, async (t) => {
      const options = await testQueueOptions(t, backend);
      if (options) await body(await openTestQueues(t, options), t);
    });
  }
}

/** The same, with a function that starts worker processes on the same queues. */
function processTest(
  name: string,
  body: (queues: Queues, start: (jobMs: number) => Promise<WorkerProcess>) => Promise<void>,
): void {
  const run = async (t: TestContext, backend: BackendName) => {
    const options = await testQueueOptions(t, backend);
    if (!options) return;
    await body(await openTestQueues(t, options), async (jobMs) => {
      const worker = new WorkerProcess(t, options, jobMs);
      await worker.printed('ready');
      return worker;
    });
  };
  for (const backend of BACKENDS) test(`${name} (${backend})`, (t) => run(t, backend));
}

/** Starts a worker that counts its calls and fails the first of them with `errors`. */
async function failingWorker(queues: Queues, errors: Error[]) {
  const seen = { calls: 0, failures: [] as unknown[] };
  await queues.startWorker('forecast', {
    concurrency: 1,
    processor: {
      timeoutMs: 5_000,
      handler: async () => {
        const error = errors[seen.calls++];
        if (error) throw error;
      },
      onFailed: async (_, error) => void seen.failures.push(error),
    },
  });
  return seen;
}

/** Turns of the sync that wait, be they due or not. */
async function turnsToCome(queues: Queues): Promise<number> {
  const depth = (await queues.depths()).find(({ name }) => name === 'sync');
  assert.ok(depth);
  return depth.counts.waiting + depth.counts.delayed;
}

queueTest('the same job added many times at once is done once', async (queues) => {
  const job = forecastJob();
  await Promise.all(Array.from({ length: 8 }, () => queues.add(job)));
  const seen = await failingWorker(queues, []);
  await queues.waitFor(job, WAIT_MS);
  const next = forecastJob();
  await queues.add(next);
  await queues.waitFor(next, WAIT_MS);
  assert.equal(seen.calls, 2);
});

queueTest('a finished job can be added again', async (queues) => {
  const job = forecastJob();
  const seen = await failingWorker(queues, []);
  for (const calls of [1, 2]) {
    await queues.add(job);
    await queues.waitFor(job, WAIT_MS);
    assert.equal(seen.calls, calls);
  }
  assert.equal(await queues.state(job), 'none');
});

queueTest('a job of the wrong shape is refused when it is added', async (queues) => {
  const wrong = { name: 'forecast', requestId: 'not a uuid' } as Job;
  await assert.rejects(queues.add(wrong), /requestId/);
});

queueTest('what may pass is tried again', async (queues) => {
  const busy = new AppError('unavailable', 'Busy.', { retryable: true });
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const seen = await failingWorker(queues, [busy, lost]);
  const job = forecastJob();
  await queues.add(job);
  await queues.waitFor(job, WAIT_MS);
  assert.equal(seen.calls, 3);
  assert.deepEqual(seen.failures, []);
});

queueTest('anything else fails at once, and whoever must be told is told', async (queues) => {
  const refused = new AppError('bad_input', 'No such place.');
  const seen = await failingWorker(queues, [refused]);
  const job = forecastJob();
  await queues.add(job);
  const expected = { code: 'bad_input', userMessage: 'No such place.' };
  await assert.rejects(queues.waitFor(job, WAIT_MS), expected);
  assert.equal(seen.calls, 1);
  assert.deepEqual(seen.failures, [refused]);
  assert.equal(await queues.state(job), 'failed');
});

queueTest('a job that does not end in time is told, and goes on', async (queues) => {
  const job = forecastJob();
  await queues.add(job);
  const expected = { code: 'unavailable', message: /not ended after 0.1 seconds; it goes on/ };
  await assert.rejects(queues.waitFor(job, 100), expected);
  assert.equal(await queues.state(job), 'live');
});

queueTest('a failure that answers whoever asked is no failed job', async (queues) => {
  const told: unknown[] = [];
  const refused = new AppError('bad_input', 'No such place.');
  await queues.startWorker('forecast', {
    concurrency: 1,
    processor: {
      timeoutMs: 5_000,
      handler: () => Promise.reject(refused),
      onFailed: async (_, error) => void told.push(error),
      isAnswer: (_, error) => error === refused,
    },
  });
  const job = forecastJob();
  await queues.add(job);
  await queues.waitFor(job, WAIT_MS);
  assert.deepEqual(told, [refused]);
  assert.deepEqual(await queues.failed(), []);
});

queueTest('a job that gave up is done again with all its attempts', async (queues) => {
  const busy = new AppError('unavailable', 'Busy.', { retryable: true });
  const seen = await failingWorker(queues, [new Error('broken'), busy]);
  const job = forecastJob();
  await queues.add(job);
  await assert.rejects(queues.waitFor(job, WAIT_MS), /broken/);
  const [failed] = await queues.failed();
  assert.deepEqual(failed?.job, job);
  assert.deepEqual([failed?.canRetry, failed?.everyMs], [false, null]);
  await queues.retry(job);
  await queues.waitFor(job, WAIT_MS);
  assert.equal(seen.calls, 3);
  assert.deepEqual(await queues.failed(), []);
});

queueTest('turns of a schedule that failed are one job, and one is done again', async (queues) => {
  const sync = { name: 'sync' } as const;
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let failures = 0;
  const handler = async () => {
    if (failures < 3) {
      failures += 1;
      throw new Error('broken');
    }
    begun.resolve();
    await held.promise;
  };
  await queues.schedule(sync, 100);
  await queues.startWorker('sync', { processor: { handler, timeoutMs: 60_000 }, concurrency: 1 });
  await begun.promise;
  const turns = givenUpBy(await queues.failed(), ({ id }) => id);
  assert.equal(turns.length, 1);
  const [turn] = turns;
  assert.deepEqual([turn?.id, turn?.count, turn?.everyMs, turn?.canRetry], ['sync', 3, 100, true]);
  const before = await turnsToCome(queues);
  await queues.retry(sync);
  assert.deepEqual(await queues.failed(), []);
  assert.equal(await turnsToCome(queues), before + 1);
  await queues.retry(sync);
  held.resolve();
});

queueTest('a turn of a slow schedule is tried again, one of a quick one is not', async (queues) => {
  const calls = { accuracy: 0, failures: 0, housekeeping: 0, retraining: 0 };
  await queues.startWorker('upkeep', {
    concurrency: 2,
    processor: {
      timeoutMs: 5_000,
      handler: async ({ what }) => {
        calls[what] += 1;
        if (calls[what] === 1) throw new AppError('unavailable', 'Busy.', { retryable: true });
      },
    },
  });
  await queues.schedule({ name: 'upkeep', what: 'failures' }, 60_000);
  await queues.schedule({ name: 'upkeep', what: 'accuracy' }, 3_600_000);
  while (calls.accuracy < 2) await sleep(20);
  assert.deepEqual(
    (await queues.failed()).map(({ id }) => id),
    ['upkeep-failures'],
  );
});

queueTest('work that overlooks its deadline is given up', async (queues) => {
  const failures: unknown[] = [];
  await queues.startWorker('forecast', {
    concurrency: 1,
    processor: {
      timeoutMs: 100,
      handler: () => new Promise(() => {}),
      onFailed: async (_, error) => void failures.push(error),
    },
  });
  const job = forecastJob();
  await queues.add(job);
  await assert.rejects(queues.waitFor(job, WAIT_MS), /longer than 0.1 seconds/);
  assert.ok(failures[0] instanceof AppError);
});

queueTest('what may be done only once everywhere waits for its turn', async (queues) => {
  let [running, most] = [0, 0];
  const handler = async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(50);
    running -= 1;
  };
  const worker = { processor: { handler, timeoutMs: 5_000 }, concurrency: 2, everywhere: 1 };
  for (let process = 0; process < 2; process += 1) await queues.startWorker('forecast', worker);
  const jobs = Array.from({ length: 4 }, forecastJob);
  await Promise.all(jobs.map((job) => queues.add(job)));
  await Promise.all(jobs.map((job) => queues.waitFor(job, WAIT_MS)));
  assert.equal(most, 1);
});

processTest('progress is heard in another process', async (queues, start) => {
  const events: ProgressEvent[] = [];
  await queues.onProgress((event) => events.push(event));
  await start(2_000);
  const job = forecastJob();
  await queues.add(job);
  await queues.waitFor(job, WAIT_MS);
  assert.deepEqual(events, [{ job, progress: { step: 'Forecasting', fraction: 0.5 } }]);
});

processTest('a cancellation stops the work in another process', async (queues, start) => {
  const [worker, bystander] = await Promise.all([start(60_000), start(60_000)]);
  const job = forecastJob();
  await queues.add(job);
  const started = `started ${job.requestId}`;
  await Promise.race([worker.printed(started), bystander.printed(started)]);
  await queues.cancel(job);
  await assert.rejects(queues.waitFor(job, WAIT_MS), /cancelled/);
});

processTest('the job of a killed process is finished once by another', async (queues, start) => {
  const first = await start(60_000);
  const job = forecastJob();
  await queues.add(job);
  await first.printed(`started ${job.requestId}`);
  await first.kill();
  const second = await start(50);
  await queues.waitFor(job, WAIT_MS);
  assert.deepEqual(
    second.lines.filter((line) => line.startsWith('done')),
    [`done ${job.requestId}`],
  );
});

queueTest('closing lets running work end, and may be asked twice', async (queues) => {
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  await queues.startWorker('forecast', {
    concurrency: 1,
    processor: {
      timeoutMs: 5_000,
      handler: () => {
        started.resolve();
        return finish.promise;
      },
    },
  });
  await queues.add(forecastJob());
  await started.promise;
  const closing = Promise.all([queues.close(), queues.close()]);
  finish.resolve();
  await closing;
});
