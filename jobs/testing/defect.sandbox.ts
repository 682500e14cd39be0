import { appendFileSync } from 'node:fs';

import { openLog } from '../../data/log/log.ts';
import type { SandboxWork } from '../queue/sandbox.ts';

/** The secret of whoever starts it, which its defect spells out. */
export const SECRET = 'a-secret-of-tests';

/** Work with a defect that nobody catches; it logs into the file that its address names. */
export default async function openDefect(): Promise<SandboxWork<'retrain'>> {
  const logFile = new URL(import.meta.url).searchParams.get('logFile') ?? '';
  const destination = { write: (line: string) => appendFileSync(logFile, line) };
  return {
    rules: {
      timeoutMs: 60_000,
      handler: () => {
        setImmediate(() => {
          throw new Error(`cannot reach postgres://ducky:${SECRET}@localhost`);
        });
        return new Promise(() => {});
      },
    },
    log: openLog({ level: 'info', secrets: [SECRET], destination }),
    close: async () => {},
  };
}
