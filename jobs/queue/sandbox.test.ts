import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { UnrecoverableError, WaitingError } from 'bullmq';

import type { Queues } from '../queue.ts';
import { SECRET } from '../testing/defect.sandbox.ts';
import { BACKENDS, type BackendName, openTestQueues, testQueueOptions } from '../testing/queues.ts';
import type { ProgressEvent } from './relay.ts';
import { SHUTDOWN } from './run.ts';
import { sandboxed } from './sandbox.ts';

const ENDLESS = new URL('../testing/endless.sandbox.ts', import.meta.url);
const JOB = { name: 'retrain', reason: 'command' } as const;
const WAIT_MS = 30_000;

/** A sandbox that starts badly the first time, and the file that names its process. */
async function badStart(t: TestContext, start: string) {
  const folder = await mkdtemp(join(tmpdir(), 'ducky-sandbox-'));
  t.after(() => rm(folder, { recursive: true }));
  const pidFile = join(folder, 'pid');
  const file = new URL('../testing/bad-start.sandbox.ts', import.meta.url);
  file.search = String(new URLSearchParams({ start, pidFile }));
  return { file, pidFile };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until the process that the file names is gone. */
async function untilGone(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  while (isRunning(pid)) await sleep(10);
}

/** Queues with a worker of the sandbox and its first job; what it tells first; another process. */
async function openWorking(t: TestContext, processor: URL, backend: BackendName = 'Postgres') {
  const options = await testQueueOptions(t, backend);
  if (!options) return undefined;
  const [watching, working] = [await openTestQueues(t, options), await openTestQueues(t, options)];
  const begun = Promise.withResolvers<ProgressEvent>();
  await watching.onProgress(begun.resolve);
  await working.startWorker('retrain', { processor, concurrency: 1 });
  await watching.add(JOB);
  return { watching, working, begun: begun.promise };
}

async function openWorkingHere(t: TestContext, processor: URL) {
  return (await openWorking(t, processor)) ?? assert.fail();
}

async function endsLive(watching: Queues, working: Queues): Promise<void> {
  await working.close();
  assert.equal(await watching.state(JOB), 'live');
}

for (const backend of BACKENDS) {
  test(`sandboxed work leaves for another process when its own ends (${backend})`, async (t) => {
    const open = await openWorking(t, ENDLESS, backend);
    if (!open) return;
    const { progress } = await open.begun;
    assert.notEqual(progress.step, `In process ${process.pid}`);
    await endsLive(open.watching, open.working);
  });
}

test('sandboxed work is cancelled from another process, and its own is gone', async (t) => {
  const { watching, begun } = await openWorkingHere(t, ENDLESS);
  const { progress } = await begun;
  await watching.cancel(JOB);
  await assert.rejects(watching.waitFor(JOB, WAIT_MS), /cancelled/);
  const pid = Number(/\d+/.exec(progress.step)?.[0]);
  while (isRunning(pid)) await sleep(10);
});

/** A job that was taken, and the locks under which it was given back. */
function takenJob() {
  const givenBack: (string | undefined)[] = [];
  const moveToWait = async (token?: string) => givenBack.push(token);
  return { taken: { data: JOB, opts: {}, attemptsMade: 0, moveToWait }, givenBack };
}

test('work that stops with its process is given back, under the lock it was taken with', async () => {
  const stopping = new AbortController();
  const run = sandboxed({ file: ENDLESS, tellProgress: () => stopping.abort(SHUTDOWN) });
  const { taken, givenBack } = takenJob();
  await assert.rejects(run(taken, 'lock', stopping.signal), WaitingError);
  assert.deepEqual(givenBack, ['lock']);
});

test('work that is cancelled is not given back', async () => {
  const stopping = new AbortController();
  const run = sandboxed({ file: ENDLESS, tellProgress: () => stopping.abort() });
  const { taken, givenBack } = takenJob();
  await assert.rejects(run(taken, 'lock', stopping.signal), UnrecoverableError);
  assert.deepEqual(givenBack, []);
});

const STOPS = [
  { reason: 'cancelled', error: UnrecoverableError, givenBack: [] },
  { reason: SHUTDOWN, error: WaitingError, givenBack: ['lock'] },
];

for (const { reason, error, givenBack } of STOPS) {
  test(`a sandbox that does not hear that it is to stop (${reason}) is ended`, async (t) => {
    const { file, pidFile } = await badStart(t, 'computes');
    const run = sandboxed({ file, limits: { stopMs: 100 }, tellProgress: () => assert.fail() });
    const stopping = new AbortController();
    const job = takenJob();
    const running = run(job.taken, 'lock', stopping.signal);
    while (!existsSync(pidFile)) await sleep(10);
    stopping.abort(reason);
    await assert.rejects(running, error);
    assert.deepEqual(job.givenBack, givenBack);
    await untilGone(pidFile);
  });
}

test('work that goes on after its deadline is given up', async () => {
  const file = new URL('../testing/stubborn.sandbox.ts', import.meta.url);
  const run = sandboxed({ file, limits: { overtimeMs: 100 }, tellProgress: () => assert.fail() });
  const expected = (error: unknown) =>
    error instanceof UnrecoverableError && /ignored its deadline/.test(error.message);
  await assert.rejects(run(takenJob().taken), expected);
});

test('a defect of sandboxed work is logged without secrets', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ducky-sandbox-'));
  t.after(() => rm(folder, { recursive: true }));
  const logFile = join(folder, 'log');
  const file = new URL('../testing/defect.sandbox.ts', import.meta.url);
  file.search = String(new URLSearchParams({ logFile }));
  const run = sandboxed({ file, tellProgress: () => assert.fail() });
  await assert.rejects(run(takenJob().taken), /exit code 1/);
  const logged = await readFile(logFile, 'utf8');
  assert.match(logged, /cannot reach .*ended by a defect/);
  assert.doesNotMatch(logged, new RegExp(SECRET));
});

const FAILURES = {
  throws: /^Error: broken$/,
  exits: /ended by itself \(exit code 0\)/,
  'is killed': /ended by itself \(SIGKILL\)/,
  waits: /did not start within 5 s/,
  computes: /did not start within 5 s/,
};

for (const [start, reason] of Object.entries(FAILURES)) {
  test(`a sandbox that ${start} when it starts fails its attempt, and is gone`, async (t) => {
    const { file, pidFile } = await badStart(t, start);
    const limits = { startMs: 5_000 };
    const run = sandboxed({ file, limits, tellProgress: () => assert.fail() });
    await assert.rejects(run(takenJob().taken), reason);
    await untilGone(pidFile);
  });
}

test('work whose process died when it started is tried again', async (t) => {
  const { file } = await badStart(t, 'is killed');
  const { begun } = await openWorkingHere(t, file);
  const { job } = await begun;
  assert.deepEqual(job, JOB);
});

test('a sandbox that hangs when it starts does not hold up the end of its worker', async (t) => {
  const { file, pidFile } = await badStart(t, 'computes');
  const { watching, working } = await openWorkingHere(t, file);
  while (!existsSync(pidFile)) await sleep(10);
  await endsLive(watching, working);
  await untilGone(pidFile);
});
