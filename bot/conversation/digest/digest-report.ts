import {
  findDigest,
  markDigestReported,
  owedDigest,
  setDigestMessage,
} from '../../../data/postgres/plans/digests.ts';
import { findSubscription } from '../../../data/postgres/plans/subscriptions.ts';
import { digestForms } from '../../blocks/digest/digest.ts';
import { failure } from '../../blocks/failure.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger } from '../messenger.ts';
import { readableForms, tellOutcome } from '../tell-outcome.ts';
import { pauseClosed } from './closed-channel.ts';

/** What telling a digest takes. */
export type TellDigestServices = Pick<
  Conversation,
  'db' | 'messenger' | 'openDirect' | 'progress' | 'now' | 'log'
>;

/**
 * Posts an ended digest in its channel, in its placeholder where it has one. May be called any
 * number of times, by any number of processes: what was told is not told again. Where the channel is
 * closed to us, its digest is paused, and whoever subscribed to it told so.
 */
export async function tellDigest(services: TellDigestServices, digestId: string): Promise<void> {
  const { db, messenger, progress } = services;
  progress.forget(digestId);
  const owed = await owedDigest(db, digestId);
  if (!owed) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  const isTold = await messenger.inTurn(owed.channel, (direct) =>
    withMessageLock(db, digestId, () => tell(services, direct, digestId)),
  );
  if (!isTold) await tellClosed(services, digestId);
}

/**
 * Posts an ended digest and stores that it is reported.
 * @returns false where the channel is closed to us.
 */
async function tell(
  services: TellDigestServices,
  messenger: DirectMessenger,
  digestId: string,
): Promise<boolean> {
  const { db, now } = services;
  const owed = await owedDigest(db, digestId);
  if (!owed) return true;
  const { channel, messageTs, createdAt: askedAt } = owed;
  const isTold = await tellOutcome(messenger, {
    id: digestId,
    place: { channel, messageTs: messageTs ?? undefined },
    askedAt,
    forms: await readableForms(digestId, () => readForms(services, digestId)),
    remember: (ts) => setDigestMessage(db, digestId, ts),
  });
  if (isTold) await markDigestReported(db, digestId, now());
  return isTold;
}

/**
 * Pauses the digest of a channel that is closed to us; outside of the channel's turn, as it waits
 * for that of another.
 */
function tellClosed(services: TellDigestServices, digestId: string): Promise<void> {
  const { db, now } = services;
  return withMessageLock(db, digestId, async () => {
    const owed = await owedDigest(db, digestId);
    if (!owed) return;
    await pauseClosed(services, { ...owed, digestId });
    await markDigestReported(db, digestId, now());
  });
}

/** The digest as messages; of one that failed, why there is none. */
async function readForms({ db }: TellDigestServices, digestId: string): Promise<SlackMessage[]> {
  const digest = await findDigest(db, digestId);
  if (!digest) throw new Error('a digest that is owed must exist');
  const { result, failure: reason, channel } = digest;
  if (!result) {
    const reference = digestId.slice(0, 8);
    return [failure({ explanation: `No weekly digest. ${reason}`, reference })];
  }
  const where = { teamId: digest.teamId ?? undefined, channel };
  return digestForms({ result, subscription: await findSubscription(db, where) });
}
