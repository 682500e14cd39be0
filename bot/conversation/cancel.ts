import { findRequest, finishRequest } from '../../data/postgres/requests.ts';
import { message } from '../blocks/message.ts';
import { notice } from '../blocks/notice.ts';
import { section } from '../blocks/text.ts';
import { isAdmin } from './admins.ts';
import type { Asked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { tellFailure } from './failure.ts';

export interface CancelWish {
  requestId: string;
  /** The Slack user who clicked. */
  user: string;
  tellAsker: Asked['tellAsker'];
}

/** Stops a request for whoever asked for it, or an administrator; the first outcome wins. */
export async function cancel(conversation: Conversation, wish: CancelWish): Promise<void> {
  try {
    await stop(conversation, wish);
  } catch (error) {
    await tellFailure(conversation, wish, error);
  }
}

async function stop(conversation: Conversation, wish: CancelWish): Promise<void> {
  const { db, queues, admins, now } = conversation;
  const request = await findRequest(db, wish.requestId);
  if (!request) return wish.tellAsker(notice('I do not know this forecast any more.'));
  const mayCancel = request.requestedBy === wish.user || isAdmin(admins, wish.user);
  if (!mayCancel) return wish.tellAsker(onlyBy(request.requestedBy));
  const isFirst = await finishRequest(db, request.id, { status: 'cancelled', at: now() });
  if (!isFirst) return wish.tellAsker(notice('This forecast has already ended.'));
  await queues.cancel(request.id);
  await queues.add({ name: 'report', requestId: request.id });
}

function onlyBy(requester: string) {
  const words = `Only <@${requester}> or an administrator can cancel this forecast.`;
  return message(words, [section(words)]);
}
