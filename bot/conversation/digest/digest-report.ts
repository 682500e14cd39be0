import { AppError, describeError } from '../../../data/errors.ts';
import { withPostgresLock } from '../../../data/postgres/lock.ts';
import {
  findDigest,
  markDigestReported,
  type OwedDigest,
  owedDigest,
  setDigestMessage,
} from '../../../data/postgres/plans/digests.ts';
import { findSubscription } from '../../../data/postgres/plans/subscriptions.ts';
import { digestForms } from '../../blocks/digest/digest.ts';
import { failure } from '../../blocks/failure.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import type { Conversation } from '../conversation.ts';
import { type DirectMessenger, publishFirst } from '../messenger.ts';

/** What telling a digest takes. */
export type TellDigestServices = Pick<Conversation, 'db' | 'messenger' | 'now' | 'log'>;

/**
 * Posts an ended digest in its channel, in its placeholder where it has one. May be called any
 * number of times, by any number of processes: what was told is not told again.
 */
export async function tellDigest(services: TellDigestServices, digestId: string): Promise<void> {
  const { db, messenger } = services;
  const owed = await owedDigest(db, digestId);
  if (!owed) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  await messenger.inTurn(owed.channel, (direct) =>
    withPostgresLock(db, `digest ${digestId}`, () => tell(services, direct, digestId)),
  );
}

async function tell(
  services: TellDigestServices,
  messenger: DirectMessenger,
  digestId: string,
): Promise<void> {
  const { db, now, log } = services;
  const owed = await owedDigest(db, digestId);
  if (!owed) return;
  const forms = await readForms(services, digestId);
  try {
    await publish(services, messenger, { digestId, owed, forms });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    log.warn({ digestId }, 'nobody to tell a digest: the channel is closed to us');
  }
  await markDigestReported(db, digestId, now());
}

interface ToTell {
  digestId: string;
  owed: OwedDigest;
  forms: SlackMessage[];
}

async function publish(
  { db }: TellDigestServices,
  messenger: DirectMessenger,
  { digestId, owed, forms }: ToTell,
): Promise<void> {
  const place = { channel: owed.channel, post: { id: digestId, since: owed.createdAt } };
  // A crash may have come between posting a message and storing its ts.
  const messageTs = owed.messageTs ?? (await messenger.findPost(place));
  const told = await publishFirst(messenger, { ...place, messageTs }, { forms, pauseMs: 0 });
  if (told !== owed.messageTs) await setDigestMessage(db, digestId, told);
}

/** The digest as messages; of one that failed or cannot be read any more, why there is none. */
async function readForms({ db }: TellDigestServices, digestId: string): Promise<SlackMessage[]> {
  const reference = digestId.slice(0, 8);
  try {
    const digest = await findDigest(db, digestId);
    if (!digest) throw new Error('a digest that is owed must exist');
    const { result, failure: reason, channel } = digest;
    if (!result) return [failure({ explanation: `No weekly digest. ${reason}`, reference })];
    const where = { teamId: digest.teamId ?? undefined, channel };
    return digestForms({ result, subscription: await findSubscription(db, where) });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    return [failure({ explanation: describeError(error), reference })];
  }
}
