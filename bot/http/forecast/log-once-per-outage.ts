import type { Logger } from 'pino';

/** What the work gives; undefined where it fails. */
export type OncePerOutage = <T>(work: () => Promise<T>) => Promise<T | undefined>;

/**
 * Does without what fails. The failure is logged once, not at every call, until it works again,
 * which is logged too.
 */
export function logOncePerOutage(log: Logger, message: string): OncePerOutage {
  let isOut = false;
  return async (work) => {
    try {
      const result = await work();
      if (isOut) log.info({ was: message }, 'works again');
      isOut = false;
      return result;
    } catch (error) {
      if (!isOut) log.warn({ err: error }, message);
      isOut = true;
      return undefined;
    }
  };
}
