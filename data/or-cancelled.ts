import { AppError } from './errors.ts';

/**
 * Throws what work failed of: `cancelled`, in these words, once the signal of who wanted it has
 * fired.
 */
export function orCancelled(
  signal: AbortSignal | undefined,
  userMessage: string,
): (error: unknown) => never {
  return (error) => {
    throw signal?.aborted ? new AppError('cancelled', userMessage, { cause: error }) : error;
  };
}
