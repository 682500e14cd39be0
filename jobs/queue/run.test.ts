import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WaitingError } from 'bullmq';
import { pino } from 'pino';

import { type JobContext, runJob, SHUTDOWN } from './run.ts';

const TIMEOUT_MS = 60_000;

/** Runs work under a signal; the tokens under which it was given back. */
async function run(signal: AbortSignal, work: (context: JobContext) => Promise<void>) {
  const givenBack: (string | undefined)[] = [];
  const moveToWait = async (token?: string) => givenBack.push(token);
  const running = runJob<'sync'>(
    { data: { name: 'sync' }, opts: {}, attemptsMade: 0, moveToWait },
    signal,
    {
      rules: { timeoutMs: TIMEOUT_MS, handler: (_job, context) => work(context) },
      token: 'lock',
      tellProgress: async () => undefined,
      log: pino({ level: 'silent' }),
    },
  );
  return {
    givenBack,
    error: await running.then(
      () => undefined,
      (error: unknown) => error,
    ),
  };
}

for (const reason of ['cancelled', SHUTDOWN]) {
  test(`a job that is stopped (${reason}) before it begins does not begin`, async () => {
    let hasBegun = false;
    const { error, givenBack } = await run(AbortSignal.abort(reason), async () => {
      hasBegun = true;
    });
    assert.ok(!hasBegun);
    const isGivenBack = reason === SHUTDOWN;
    assert.equal(error instanceof WaitingError, isGivenBack);
    assert.deepEqual(givenBack, isGivenBack ? ['lock'] : []);
  });
}

test('the deadline of work that is done does not come any more', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const signals: AbortSignal[] = [];
  await run(new AbortController().signal, async ({ signal }) => void signals.push(signal));
  t.mock.timers.tick(2 * TIMEOUT_MS);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [false],
  );
});
