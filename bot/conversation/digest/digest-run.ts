import { AppError } from '../../../data/errors.ts';
import {
  acceptDigest,
  finishDigest,
  markDigestReported,
  setDigestMessage,
} from '../../../data/postgres/plans/digests.ts';
import { listPlans } from '../../../data/postgres/plans/plans.ts';
import { findSubscription } from '../../../data/postgres/plans/subscriptions.ts';
import { digestPlaceholder } from '../../blocks/digest/digest-placeholder.ts';
import { notice } from '../../blocks/notice.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { publishFirst } from '../messenger.ts';
import type { InChannel } from './digest-subscription.ts';

export interface RunWish extends InChannel {
  tellAsker: Asked['tellAsker'];
}

/**
 * Makes a channel's digest out of turn: a row, its placeholder, a job, in that order. One at a time,
 * however often somebody clicks.
 */
export async function runDigest(conversation: Conversation, wish: RunWish): Promise<void> {
  const { db, queues, now, log } = conversation;
  const { user: requestedBy, teamId, channel } = wish;
  const asked = { teamId, channel, requestedBy };
  const digestId = await acceptDigest(db, asked, now());
  if (digestId === undefined) return tellWhyNot(conversation, wish);
  await postPlaceholder(conversation, digestId, asked);
  await queues.add({ name: 'digest', digestId }).catch((error: Error) => {
    log.error({ digestId, reason: error.message }, 'digest not queued yet');
  });
}

async function tellWhyNot({ db }: Conversation, wish: RunWish): Promise<void> {
  const words = (await findSubscription(db, wish))
    ? 'This channel’s digest is on its way already.'
    : 'This channel has no weekly digest any more. Set it up again with /forecast digest.';
  await wish.tellAsker(notice(words));
}

type Who = { teamId: string | undefined; channel: string; requestedBy: string };

/**
 * Where it cannot be posted for now, the digest is made all the same, and posted as a new message.
 * @throws AppError where Ducky may never write there; then the digest is over.
 */
async function postPlaceholder(
  { db, messenger, now, log }: Conversation,
  digestId: string,
  { requestedBy, ...where }: Who,
): Promise<void> {
  try {
    const plans = (await listPlans(db, where)).length;
    const place = { channel: where.channel, post: { id: digestId, since: now() } };
    const forms = [digestPlaceholder({ plans, requestedBy })];
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    await setDigestMessage(db, digestId, messageTs);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) {
      log.warn({ digestId, reason: reasonOf(error) }, 'placeholder of a digest not posted');
      return;
    }
    const at = now();
    await finishDigest(db, digestId, { status: 'failed', failure: error.userMessage, at });
    await markDigestReported(db, digestId, at);
    throw error;
  }
}
