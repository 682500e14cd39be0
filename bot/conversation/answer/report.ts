import { type OwedReport, owedReport } from '../../../data/postgres/requests/owed-requests.ts';
import {
  findRequest,
  markReported,
  setRequestMessage,
} from '../../../data/postgres/requests/requests.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger } from '../messenger.ts';
import { readableForms, tellOutcome } from '../tell-outcome.ts';
import { relatedForms } from '../thread/related-outcome.ts';

/** What telling an outcome takes. */
export type ReportServices = Pick<
  Conversation,
  'db' | 'messenger' | 'progress' | 'queues' | 'menuValues' | 'now' | 'timeZone' | 'onTold' | 'log'
>;

/**
 * Posts the answer to a forecast request once it has ended: in its placeholder, or as a new message
 * where that is gone. Idempotent: what was reported is not reported again.
 */
export async function report(services: ReportServices, requestId: string): Promise<void> {
  const { db, messenger, progress } = services;
  progress.forget(requestId);
  const owed = await owedReport(db, requestId);
  if (!owed) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  const isTold = await messenger.inTurn(owed.destination.channel, (direct) =>
    withMessageLock(db, requestId, () => tell({ ...services, messenger: direct }, requestId)),
  );
  if (isTold) await addChart(services, requestId);
}

/** Queues the chart of an answer, which is complete without the picture. */
async function addChart({ queues, log }: ReportServices, requestId: string): Promise<void> {
  await queues.add({ name: 'chart', requestId }, { isNew: true }).catch((error: Error) => {
    log.warn({ requestId, reason: error.message }, 'chart not queued');
  });
}

/** Tells an outcome in its channel's turn. */
type TellServices = Omit<ReportServices, 'messenger'> & { messenger: DirectMessenger };

/**
 * Posts the answer and stores that it is reported.
 * @returns false where somebody else has told it, or the channel is closed to us.
 */
async function tell(services: TellServices, requestId: string): Promise<boolean> {
  const { db, now } = services;
  const owed = await owedReport(db, requestId);
  if (!owed) return false;
  const isTold = await publishOutcome(services, requestId, owed);
  const at = now();
  await markReported(db, requestId, at);
  if (isTold) services.onTold?.(at.getTime() - owed.askedAt.getTime());
  return isTold;
}

/**
 * Posts the outcome at its place.
 * @returns false where the channel is closed to us, which is logged.
 */
async function publishOutcome(
  services: TellServices,
  requestId: string,
  { destination: place, askedAt }: OwedReport,
): Promise<boolean> {
  const { db, messenger, log } = services;
  const isTold = await tellOutcome(messenger, {
    id: requestId,
    place,
    askedAt,
    forms: await readableForms(requestId, () => readForms(services, requestId)),
    remember: (messageTs) => setRequestMessage(db, requestId, messageTs),
  });
  if (!isTold) log.warn({ requestId }, 'nobody to report to: the channel is closed to us');
  return isTold;
}

async function readForms(services: TellServices, requestId: string): Promise<SlackMessage[]> {
  const request = await findRequest(services.db, requestId);
  if (!request) throw new Error('a request whose report is owed must exist');
  return relatedForms(services, request);
}
