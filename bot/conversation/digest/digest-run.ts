import {
  acceptDigest,
  finishDigest,
  markDigestReported,
  setDigestMessage,
} from '../../../data/postgres/plans/digests.ts';
import { findSubscription } from '../../../data/postgres/plans/subscriptions.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import { notice } from '../../blocks/notice.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { queueOwed } from '../jobs.ts';
import { isPermanentFailure, publishFirst } from '../messenger.ts';
import { placeholderForms, showDigestProgress } from './digest-progress.ts';
import type { InChannel } from './digest-subscription.ts';

export interface RunWish extends InChannel {
  tellAsker: Asked['tellAsker'];
}

/**
 * Makes a channel's weekly digest at once when somebody clicks Run now: a row, its placeholder, a
 * job, in that order. One at a time, however often somebody clicks.
 */
export async function runDigest(conversation: Conversation, wish: RunWish): Promise<void> {
  const { db, now } = conversation;
  const { user: requestedBy, teamId, channel } = wish;
  const askedAt = now();
  const digestId = await acceptDigest(db, { teamId, channel, requestedBy }, askedAt);
  if (digestId === undefined) return tellWhyNot(conversation, wish);
  await postPlaceholder(conversation, { ...wish, digestId, askedAt });
  await queueOwed(conversation, { name: 'digest', digestId });
}

/** Tells that a digest is on its way already, or that the channel is not subscribed any more. */
async function tellWhyNot({ db }: Conversation, wish: RunWish): Promise<void> {
  const words = (await findSubscription(db, wish))
    ? 'This channel’s digest is on its way already.'
    : 'This channel has no weekly digest any more. Set it up again with /forecast digest.';
  await wish.tellAsker(notice(words));
}

interface AcceptedRun extends InChannel {
  digestId: string;
  askedAt: Date;
}

/**
 * Posts the placeholder of a digest, which shows its progress. Where it cannot be posted for now,
 * the digest is made all the same, and posted as a new message.
 * @throws AppError where Ducky may never write there; then the digest is over.
 */
async function postPlaceholder(
  { db, messenger, progress, now, log }: Conversation,
  { digestId, askedAt, user: requestedBy, teamId, channel }: AcceptedRun,
): Promise<void> {
  const place = { channel, post: { id: digestId, since: askedAt } };
  try {
    const forms = await placeholderForms(db, { digestId, teamId, channel, requestedBy });
    const messageTs = await publishFirst(messenger, place, { forms, pauseMs: 0 });
    // Without it the digest would be a second message.
    await withPostgresRetry(() => setDigestMessage(db, digestId, messageTs));
    progress.watch({ id: digestId, channel, show: showDigestProgress });
  } catch (error) {
    if (!isPermanentFailure(error)) {
      log.warn({ digestId, reason: reasonOf(error) }, 'placeholder of a digest not posted');
      return;
    }
    const at = now();
    await finishDigest(db, digestId, { status: 'failed', failure: error.userMessage, at });
    await markDigestReported(db, digestId, at);
    throw error;
  }
}
