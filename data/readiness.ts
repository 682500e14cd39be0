import { withTimeout } from './with-timeout.ts';

/** Resolves where a part answers. */
export type Probe = () => Promise<unknown>;

export interface Readiness {
  ready: boolean;
  parts: Record<string, 'ok' | 'away'>;
}

/** The readiness check: asks every part at once, each of which must answer in time. */
export async function readReadiness(
  probes: Readonly<Record<string, Probe>>,
  timeoutMs: number,
): Promise<Readiness> {
  const answers = await Promise.all(
    Object.entries(probes).map(async ([part, probe]) => {
      const state = await withTimeout(timeoutMs, probe).then(
        () => 'ok' as const,
        () => 'away' as const,
      );
      return [part, state] as const;
    }),
  );
  return {
    ready: answers.every(([, state]) => state === 'ok'),
    parts: Object.fromEntries(answers),
  };
}
