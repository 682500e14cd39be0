import { AppError, describeError } from '../../data/errors.ts';
import { owedReport } from '../../data/postgres/owed-requests.ts';
import {
  type Destination,
  findRequest,
  markReported,
  setRequestMessage,
} from '../../data/postgres/requests.ts';
import { failure } from '../blocks/failure.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Conversation } from './conversation.ts';
import { withMessageLock } from './message-lock.ts';
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
    const destination = await owedReport(db, requestId);
    if (!destination) return;
    await publishOutcome(services, requestId, destination);
    await markReported(db, requestId, now());
  });
}

async function publishOutcome(
  services: ReportServices,
  requestId: string,
  destination: Destination,
): Promise<void> {
  const { db, messenger, log } = services;
  const forms = await readForms(services, requestId);
  try {
    const place = { forms, pauseMs: IMAGE_PAUSE_MS };
    const messageTs = await publishFirst(messenger, destination, place);
    if (messageTs !== destination.messageTs) await setRequestMessage(db, requestId, messageTs);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    log.warn({ requestId }, 'nobody to report to: the channel is closed to us');
  }
}

/** The outcome as messages; of a request that cannot be read any more, why there is none. */
async function readForms(services: ReportServices, requestId: string): Promise<SlackMessage[]> {
  try {
    const request = await findRequest(services.db, requestId);
    if (!request) throw new Error('a request whose report is owed must exist');
    return await outcomeForms(services, request);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    return [failure({ explanation: describeError(error), reference: requestId.slice(0, 8) })];
  }
}
