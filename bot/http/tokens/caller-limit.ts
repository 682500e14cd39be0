import type { RateLimitOptions } from '@fastify/rate-limit';

import { callerOf } from './authorize.ts';

const MINUTE_MS = 60_000;

/** Lets each authorized caller through so often a minute, in this process. */
export function callerLimit(perMinute: number): RateLimitOptions {
  return {
    // After the caller is known, before the body is read.
    hook: 'preParsing',
    max: perMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: callerOf,
  };
}
