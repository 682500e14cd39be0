import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { type JobContext, runJob } from './run.ts';

const JOB = { name: 'sync' } as const;

/** Runs work on a clock that only `t.mock.timers.tick` moves; the fractions that were told of it. */
async function toldBy(
  t: TestContext,
  work: (context: JobContext) => Promise<void>,
): Promise<(number | null)[]> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const told: (number | null)[] = [];
  await runJob<'sync'>(
    { data: JOB, opts: {}, attemptsMade: 0, moveToWait: async () => 0 },
    new AbortController().signal,
    {
      rules: { timeoutMs: 60_000, handler: (_job, context) => work(context) },
      token: undefined,
      tellProgress: async ({ progress }) => void told.push(progress.fraction),
      log: pino({ level: 'silent' }),
    },
  );
  return told;
}

test('progress of quick work is not told', async (t) => {
  const told = await toldBy(t, async ({ progress }) => {
    progress({ step: 'Training', fraction: 0.5 });
    t.mock.timers.tick(699);
  });
  assert.deepEqual(told, []);
  t.mock.timers.tick(10_000);
  assert.deepEqual(told, []);
});

test('of progress that comes fast, the latest is told every so often', async (t) => {
  const told = await toldBy(t, async ({ progress }) => {
    for (let step = 1; step <= 20; step += 1) {
      progress({ step: 'Training', fraction: step / 20 });
      t.mock.timers.tick(100);
    }
  });
  assert.deepEqual(told, [0.35, 0.7]);
});
