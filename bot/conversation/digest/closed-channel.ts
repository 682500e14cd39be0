import { AppError } from '../../../data/errors.ts';
import type { OwedDigest } from '../../../data/postgres/plans/digests.ts';
import { pauseSubscription } from '../../../data/postgres/plans/subscriptions.ts';
import { message } from '../../blocks/message.ts';
import { section } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { publishFirst } from '../messenger.ts';

type Services = Pick<Conversation, 'db' | 'messenger' | 'openDirect' | 'now' | 'log'>;

/**
 * Pauses the digest of a channel in which Ducky may not write any more, and tells whoever subscribed
 * to it. Where they cannot be told either, that is logged.
 */
export async function pauseClosed(
  services: Services,
  owed: OwedDigest & { digestId: string },
): Promise<void> {
  const { db, now, log } = services;
  const { digestId, channel } = owed;
  log.warn({ digestId }, 'a digest is paused: its channel is closed to us');
  const where = { teamId: owed.teamId ?? undefined, channel };
  const paused = await pauseSubscription(db, where, now());
  if (!paused) return;
  try {
    await tellOwner(services, owed, paused.createdBy);
  } catch (error) {
    if (error instanceof AppError && error.retryable) throw error;
    log.warn({ digestId, reason: reasonOf(error) }, 'its owner cannot be told');
  }
}

/**
 * Tells the subscriber in a direct message, once, why the digest is paused and how to resume it.
 */
async function tellOwner(
  { messenger, openDirect }: Services,
  { digestId, channel, createdAt }: OwedDigest & { digestId: string },
  owner: string,
): Promise<void> {
  const words = `I could not post the weekly digest in <#${channel}>, as the channel is archived or I may not write in it. So I have paused it. Once I may write there again, \`/forecast digest\` in that channel lets it go on.`;
  const place = { channel: await openDirect(owner), post: { id: digestId, since: createdAt } };
  const messageTs = await messenger.findPost(place);
  if (messageTs !== undefined) return;
  await publishFirst(messenger, place, { forms: [message(words, [section(words)])], pauseMs: 0 });
}
