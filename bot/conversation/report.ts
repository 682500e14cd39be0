import { AppError } from '../../data/errors.ts';
import {
  type Destination,
  type ForecastRequest,
  findRequest,
  markReported,
  setRequestMessage,
} from '../../data/postgres/requests.ts';
import type { Conversation } from './conversation.ts';
import { isOpen, withMessageLock } from './message-lock.ts';
import { publishFirst } from './messenger.ts';
import { outcomeForms } from './outcome.ts';

/** Between two tries with an image that Slack has not finished processing. */
const IMAGE_PAUSE_MS = 700;

/** What telling an outcome takes. */
export type ReportServices = Pick<Conversation, 'db' | 'messenger' | 'progress' | 'now' | 'log'>;

/**
 * Publishes the outcome of a request in its placeholder, or as a new message where that is gone.
 * May be called any number of times: what was reported is not reported again.
 */
export async function report(services: ReportServices, requestId: string): Promise<void> {
  const { db, progress, now } = services;
  progress.forget(requestId);
  await withMessageLock(db, requestId, async () => {
    const request = await findRequest(db, requestId);
    if (!request?.destination || request.reportedAt || isOpen(request)) return;
    await publishOutcome(services, request, request.destination);
    await markReported(db, requestId, now());
  });
}

async function publishOutcome(
  services: ReportServices,
  request: ForecastRequest,
  destination: Destination,
): Promise<void> {
  const { db, messenger, log } = services;
  const forms = await outcomeForms(services, request);
  try {
    const place = { forms, pauseMs: IMAGE_PAUSE_MS };
    const messageTs = await publishFirst(messenger, destination, place);
    if (messageTs !== destination.messageTs) await setRequestMessage(db, request.id, messageTs);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    log.warn({ requestId: request.id }, 'nobody to report to: the channel is closed to us');
  }
}
