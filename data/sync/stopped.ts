import { AppError } from '../errors.ts';

/** Throws what a sync failed of: `cancelled` once the signal of who began it has fired. */
export function orStopped(signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    if (!signal?.aborted) throw error;
    const advice = 'The sync was stopped. The next one carries on from there.';
    throw new AppError('cancelled', advice, { cause: error });
  };
}
