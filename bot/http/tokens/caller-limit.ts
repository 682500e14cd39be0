import type { RateLimitOptions } from '@fastify/rate-limit';

import { callerOf } from './authorize.ts';

const MINUTE_MS = 60_000;

/** The rate limit of a route: so many requests a minute of each caller, in this process. */
export function callerLimit(perMinute: number): RateLimitOptions {
  return {
    // After the caller is known, before the body is read.
    hook: 'preParsing',
    max: perMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: callerOf,
  };
}
