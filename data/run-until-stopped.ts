import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

import { AppError, describeError } from './errors.ts';
import { isRetryable, toAppError } from './server-trouble.ts';
import { aborted } from './stop-request.ts';
import { withTimeout } from './with-timeout.ts';

/** How long a graceful shutdown may take: who started us waits for longer before they kill us. */
const END_MS = 15_000;

const START_AGAIN_MS = 3_000;

type Stop = () => Promise<void>;

export interface LifeOptions {
  /** Starts the process's work; where it throws, it has closed what it opened. */
  start: () => Promise<Stop>;
  onReady: () => void;
  /** Fires when the process is asked to end. */
  asked: AbortSignal;
  /** How long the work may take to end; 15 s unless given. */
  endMs?: number;
  log: Logger;
}

/**
 * Runs a process's work until it is asked to end, and shuts it down gracefully. Servers that are
 * away or take no writes when it starts are waited for, as one that ends over and over helps
 * nobody.
 * @throws AppError `unavailable` where ending takes too long: whatever hangs is left to the exit.
 */
export async function runUntilStopped({
  start,
  onReady,
  asked,
  endMs = END_MS,
  log,
}: LifeOptions): Promise<void> {
  const isAsked = aborted(asked);
  const stop = await startWhenPossible({ start, asked, isAsked, log });
  if (!stop) return;
  onReady();
  await isAsked;
  log.info('ending');
  // Settled, so that what goes wrong at the end is not taken for lateness.
  const [ended] = await withTimeout(endMs, () => Promise.allSettled([stop()])).catch((cause) => {
    const what = `The work did not end within ${endMs / 1_000} s; other workers take it up.`;
    throw new AppError('unavailable', what, { cause });
  });
  if (ended.status === 'rejected') throw ended.reason;
}

type StartOptions = Pick<LifeOptions, 'start' | 'asked' | 'log'> & {
  /** Resolves when the process is asked to end. */
  isAsked: Promise<void>;
};

/**
 * Starts the work, trying again while a server that it needs is away.
 * @returns undefined where the process is asked to end before it could start.
 */
async function startWhenPossible({
  start,
  asked,
  isAsked,
  log,
}: StartOptions): Promise<Stop | undefined> {
  while (!asked.aborted) {
    const starting = start().catch((thrown: unknown) => waitAfter(thrown, { asked, log }));
    const stop = await Promise.race([starting, isAsked]);
    if (stop) return stop;
  }
  return undefined;
}

/** After a failed start: waits for the next try where a server is away; throws other errors. */
async function waitAfter(
  thrown: unknown,
  { asked, log }: Pick<LifeOptions, 'asked' | 'log'>,
): Promise<undefined> {
  if (!isRetryable(thrown)) throw thrown;
  const reason = describeError(toAppError(thrown));
  log.warn({ reason }, 'cannot start yet; trying again');
  await sleep(START_AGAIN_MS, undefined, { signal: asked }).catch(() => {});
}
