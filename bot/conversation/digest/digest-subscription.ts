import { listPlans } from '../../../data/postgres/plans/plans.ts';
import {
  findSubscription,
  pauseSubscription,
  resumeSubscription,
  type Subscription,
  unsubscribe,
} from '../../../data/postgres/plans/subscriptions.ts';
import { digestPanel } from '../../blocks/digest/digest-panel.ts';
import { message, type SlackMessage } from '../../blocks/message.ts';
import { section } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { isPermanentFailure, publishFirst } from '../messenger.ts';

/** Somebody in a channel, whose digest and plans are meant. */
export interface InChannel {
  teamId: string | undefined;
  channel: string;
  /** The Slack user. */
  user: string;
}

type Services = Pick<Conversation, 'db' | 'messenger' | 'now'>;

/**
 * Shows a channel's weekly digest as it is now: its schedule and plans, and buttons to change it.
 */
export async function showDigest({ db }: Services, where: InChannel): Promise<SlackMessage> {
  return panel(db, where, { subscription: await findSubscription(db, where) });
}

/**
 * Pauses a channel's weekly digest when somebody clicks Pause. @returns the digest as it is then.
 */
export async function pauseDigest({ db, now }: Services, where: InChannel): Promise<SlackMessage> {
  const subscription = await pauseSubscription(db, where, now());
  return panel(db, where, { subscription, news: 'It rests until somebody resumes it.' });
}

/**
 * Resumes a paused weekly digest when somebody clicks Resume. @returns the digest as it is then.
 */
export async function resumeDigest({ db, now }: Services, where: InChannel): Promise<SlackMessage> {
  const subscription = await resumeSubscription(db, where, now());
  return panel(db, where, { subscription, news: 'It goes on.' });
}

/**
 * Unsubscribes a channel from its weekly digest; everybody in it is told, as they would miss it.
 */
export async function endDigest(services: Services, where: InChannel): Promise<SlackMessage> {
  const { db, messenger } = services;
  if (await unsubscribe(db, where)) {
    const words = `<@${where.user}> ended the weekly digest of this channel. \`/forecast digest\` sets it up again.`;
    const forms = [message(words, [section(words)])];
    await publishFirst(messenger, { channel: where.channel }, { forms, pauseMs: 0 }).catch(
      (error: unknown) => {
        // Ended it is all the same, and whoever ended it sees that.
        if (!isPermanentFailure(error)) throw error;
      },
    );
  }
  return showDigest(services, where);
}

interface DigestNow {
  subscription: Subscription | undefined;
  news?: string;
}

async function panel(
  db: Conversation['db'],
  where: InChannel,
  { subscription, news }: DigestNow,
): Promise<SlackMessage> {
  const plans = (await listPlans(db, where)).map(({ name }) => name);
  return digestPanel({ subscription, plans, ...(subscription && news && { news }) });
}
