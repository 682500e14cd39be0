import { AppError } from '../../../data/errors.ts';
import {
  type Accepted,
  acceptWithinLimit,
  type WaitingRequest,
  type WantedRequests,
} from '../../../data/postgres/requests/waiting-requests.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import type { Conversation } from '../conversation.ts';

/**
 * Limit of forecasts that one person may wait for at once, so that nobody crowds out the others.
 */
const MAX_RUNNING = 3;

/** Somebody asked for more forecasts at once than Ducky makes for one person. */
export class TooManyRunning extends AppError {
  readonly running: readonly WaitingRequest[];

  constructor(running: readonly WaitingRequest[]) {
    super('conflict', `I am working on ${running.length} of yours already.`);
    this.name = 'TooManyRunning';
    this.running = running;
  }
}

/**
 * Stores a forecast request within its person's limit of running ones; a repeat comes back with
 * `isNew` false.
 * @throws TooManyRunning where they wait for enough already.
 */
export async function acceptForPerson(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  requests: WantedRequests,
): Promise<Accepted> {
  const rules = { limit: MAX_RUNNING, now: now() };
  const acceptance = await withPostgresRetry(() => acceptWithinLimit(db, requests, rules));
  if ('waiting' in acceptance) throw new TooManyRunning(acceptance.waiting);
  return acceptance;
}
