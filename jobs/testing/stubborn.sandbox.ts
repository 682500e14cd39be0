import { pino } from 'pino';

import type { SandboxWork } from '../queue/sandbox.ts';

/** Work that blocks its process for ever, deaf to its timeout and to cancellation. */
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
