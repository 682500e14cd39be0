import { orCancelled } from '../or-cancelled.ts';

/** Throws what a sync failed of: `cancelled` once the signal of who began it has fired. */
export function orStopped(signal: AbortSignal | undefined): (error: unknown) => never {
  return orCancelled(signal, 'The sync was stopped. The next one carries on from there.');
}
