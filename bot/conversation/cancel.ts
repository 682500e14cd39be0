import { owedReportsOf } from '../../data/postgres/requests/owed-requests.ts';
import { findRequest, finishRequest } from '../../data/postgres/requests/requests.ts';
import { onlyBy } from '../blocks/not-yours.ts';
import { notice } from '../blocks/notice.ts';
import { isAdmin } from './admins.ts';
import type { Asked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { tellFailure } from './failure.ts';
import { queueOwed, stopJob } from './jobs.ts';
import { cancelCompared } from './thread/compare.ts';

/** Somebody's click on the Cancel button of a forecast. */
export interface CancelWish {
  requestId: string;
  /** The Slack user who clicked. */
  user: string;
  tellAsker: Asked['tellAsker'];
}

/**
 * Cancels a running forecast when somebody clicks Cancel: only whoever asked for it, or an
 * administrator, may. The first outcome wins.
 */
export async function cancel(conversation: Conversation, wish: CancelWish): Promise<void> {
  try {
    await stop(conversation, wish);
  } catch (error) {
    await tellFailure(conversation, wish, error);
  }
}

/**
 * Stores the request as cancelled, tells the worker to stop its job, and queues the reports that it
 * is over.
 */
async function stop(conversation: Conversation, wish: CancelWish): Promise<void> {
  const { db, admins, now } = conversation;
  const { requestId, user, tellAsker } = wish;
  const request = await findRequest(db, requestId);
  if (!request) return tellAsker(notice('I do not know this forecast any more.'));
  const mayCancel = request.requestedBy === user || isAdmin(admins, user);
  if (!mayCancel) return tellAsker(onlyBy(request.requestedBy, 'cancel this forecast'));
  const isFirst = await finishRequest(db, requestId, { status: 'cancelled', by: user, at: now() });
  if (!isFirst) return tellLate(conversation, wish);
  await stopJob(conversation, { name: 'forecast', requestId });
  for (const id of await owedReportsOf(db, requestId)) {
    await queueOwed(conversation, { name: 'report', requestId: id });
  }
  await cancelCompared(conversation, request);
}

/** Tells whoever clicked Cancel twice, or too late, that the forecast is over. */
async function tellLate({ db }: Conversation, { requestId, tellAsker }: CancelWish): Promise<void> {
  const ended = await findRequest(db, requestId);
  await tellAsker(
    notice(
      ended?.status === 'cancelled'
        ? 'This forecast is cancelled already.'
        : 'Too late to cancel: this forecast has already ended.',
    ),
  );
}
