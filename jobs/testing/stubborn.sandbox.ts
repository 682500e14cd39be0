import { pino } from 'pino';

import type { SandboxWork } from '../queue/sandbox.ts';

/** Work that computes for ever, whatever it is told. */
export default async function openStubborn(): Promise<SandboxWork<'retrain'>> {
  return {
    rules: {
      timeoutMs: 10,
      handler: async () => {
        for (;;);
      },
    },
    log: pino({ level: 'silent' }),
    close: async () => {},
  };
}
