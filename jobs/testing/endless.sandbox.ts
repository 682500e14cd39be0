import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';

import type { SandboxWork } from '../queue/sandbox.ts';

/** Work that reports that it began, then goes on until it is cancelled or stopped. */
export default async function openEndless(): Promise<SandboxWork<'retrain'>> {
  return {
    rules: {
      timeoutMs: 700_000,
      handler: async (_job, { signal, progress }) => {
        progress({ step: `In process ${process.pid}`, fraction: null });
        await sleep(600_000, undefined, { signal });
      },
    },
    log: pino({ level: 'silent' }),
    close: async () => {},
  };
}
