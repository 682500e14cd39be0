import { existsSync, writeFileSync } from 'node:fs';

import openEndless from './endless.sandbox.ts';

/** Ways for a sandbox process to crash or hang at its start, before it gets to its work. */
const BAD_STARTS = new Map<string | null, () => unknown>([
  ['throws', () => Promise.reject(new Error('broken'))],
  ['exits', () => process.exit(0)],
  ['is killed', () => process.kill(process.pid, 'SIGKILL')],
  ['waits', () => new Promise(() => {})],
  [
    'computes',
    () => {
      for (;;);
    },
  ],
]);

// Badly the first time, and as it should from then on.
const { searchParams } = new URL(import.meta.url);
const pidFile = searchParams.get('pidFile') ?? '';
if (!existsSync(pidFile)) {
  writeFileSync(pidFile, String(process.pid));
  await BAD_STARTS.get(searchParams.get('start'))?.();
}

export default openEndless;
