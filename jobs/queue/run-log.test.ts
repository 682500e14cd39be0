import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openLog } from '../../data/log/log.ts';
import type { JobOf } from '../contract.ts';
import { runJob } from './run.ts';

test('every line that a job logs names the job, whatever it is done for', async () => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = openLog({ level: 'info', secrets: [], destination });
  const data: JobOf<'sync'> = { name: 'sync' };
  const taken = {
    data,
    opts: {},
    attemptsMade: 0,
    moveToWait: async () => 0,
  };
  const rules = {
    timeoutMs: 60_000,
    handler: async () => {
      await new Promise(setImmediate);
      log.info('working');
      throw new Error('a defect');
    },
    onFailed: async () => log.info('failed'),
  };
  const running = runJob<'sync'>(taken, new AbortController().signal, {
    rules,
    token: undefined,
    tellProgress: async () => undefined,
    log,
  });
  await assert.rejects(running, /a defect/);
  const lines = written.map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ msg, jobId }) => [msg, jobId]),
    [
      ['working', 'sync'],
      ['failed', 'sync'],
    ],
  );
});
