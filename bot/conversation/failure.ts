import { randomUUID } from 'node:crypto';

import { AppError, describeError } from '../../data/errors.ts';
import { tooManyRunning } from '../blocks/asking/too-many-running.ts';
import { failure } from '../blocks/failure.ts';
import type { Asked } from './asked.ts';
import { TooManyRunning } from './asking/running-limit.ts';
import type { Conversation } from './conversation.ts';

/**
 * Handles an error: tells whoever asked what went wrong, once, under a reference id that the log
 * names too.
 */
export async function tellFailure(
  { log }: Pick<Conversation, 'log'>,
  { tellAsker }: Pick<Asked, 'tellAsker'>,
  error: unknown,
): Promise<void> {
  if (error instanceof TooManyRunning) return tellAsker(tooManyRunning(error.running));
  const reference = randomUUID().slice(0, 8);
  if (error instanceof AppError) log.warn({ reference, code: error.code }, 'could not answer');
  else log.error({ reference, reason: reasonOf(error) }, 'could not answer');
  await tellAsker(failure({ explanation: describeError(error), reference }));
}

/**
 * The stack or message of an error for the log: no parameters and no payload, which may hold
 * people's words.
 */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'not an error';
}
