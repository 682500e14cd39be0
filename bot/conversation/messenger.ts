import { setTimeout as sleep } from 'node:timers/promises';

import type { KnownBlock } from '@slack/types';

import { AppError } from '../../data/errors.ts';
import type { SlackMessage } from '../blocks/message.ts';

/** Where in Slack a message goes: it replaces the message `messageTs` where that is given. */
export interface Place {
  channel: string;
  threadTs?: string | undefined;
  messageTs?: string | undefined;
  /** Given where the message must be found again if nobody knows whether it was posted. */
  post?: PostName | undefined;
}

/**
 * The identity of a message, by which a retry or another process finds it again so as not to post
 * it twice, and since when it may have been posted.
 */
interface PostName {
  id: string;
  since: Date;
}

/** Why Slack lets us write nothing in a channel. */
type Closed = 'archived' | 'not a member' | 'forbidden';

/** A posted message's `ts`, or what Slack refuses for good; failures that may pass are thrown. */
export type Published =
  | { messageTs: string }
  | { refused: 'blocks' | 'message' }
  | { refused: 'place'; closed: Closed };

/** Priority in a channel's queue: `progress` gives way to every `message` that waits there. */
export type Rank = 'message' | 'progress';

/** A message that was posted. */
export interface Posted {
  channel: string;
  messageTs: string;
}

/** How a streamed message begins, one that grows while it is written. */
export interface StreamOpening {
  /** Who sees it grow; others see it whole. */
  recipient: { user: string; teamId: string | null };
  blocks: KnownBlock[];
}

/** Slack's streaming: messages that grow while they are written. Slack may end one at any time. */
export interface MessageStreams {
  /** @returns the `ts` of the message; undefined where Slack lets none grow there. */
  startStream(place: Place, opening: StreamOpening): Promise<string | undefined>;
  /** Adds Markdown. @returns false where the message takes no more. */
  appendStream(message: Posted, markdown: string): Promise<boolean>;
  /** Ends it with these words and blocks. @returns false where it had ended before. */
  stopStream(
    message: Posted,
    closing: { markdown: string; blocks: KnownBlock[] },
  ): Promise<boolean>;
}

/** Calls Slack at once, without queue or retry, for work that has its channel's turn. */
export interface DirectMessenger extends MessageStreams {
  /**
   * Posts a message, or replaces the one at `place`.
   * @throws AppError `unavailable` where Slack is away or refuses our token, `unauthorized` where it
   * lacks a permission.
   */
  publish(place: Place, message: SlackMessage): Promise<Published>;
  /** The `ts` of the message that was posted under the place's `post`, as far as we may look. */
  findPost(place: Place): Promise<string | undefined>;
}

/**
 * Posts, updates and streams messages in Slack for the conversation, with retries. Messages of one
 * channel go out in the order asked.
 */
export interface Messenger extends DirectMessenger {
  /** In turn; tried again for a while, and never posted twice by that. */
  publish: DirectMessenger['publish'];
  /** Says something that only this user sees. */
  whisper(to: Place & { user: string }, message: SlackMessage): Promise<void>;
  /**
   * Runs `work` when it is the channel's turn, and again after a rate limit's wait. Inside it only
   * the messenger it is given may write to that channel.
   */
  inTurn<T>(
    channel: string,
    work: (messenger: DirectMessenger) => Promise<T>,
    rank?: Rank,
  ): Promise<T>;
}

/**
 * Posts a message in the first of several forms that Slack accepts, falling back to simpler blocks.
 * The same form twice in a row is a retry after a pause, for what becomes valid with time, such as
 * a file just uploaded. A message that is gone is posted anew, unless that was done before.
 * @returns the message's `ts`.
 * @throws AppError `not_found` where Ducky may not write at that place.
 */
export async function publishFirst(
  messenger: DirectMessenger,
  place: Place,
  { forms, pauseMs }: { forms: readonly SlackMessage[]; pauseMs: number },
): Promise<string> {
  for (const [index, form] of forms.entries()) {
    if (form === forms[index - 1]) await sleep(pauseMs);
    const published = await publishOrRepost(messenger, place, form);
    if ('messageTs' in published) return published.messageTs;
    if (published.refused === 'place') throw new AppError('not_found', WAYS_ON[published.closed]);
  }
  throw new Error('Slack refused every form of the message');
}

/** Posts or updates a message; one that was deleted, or can no longer be edited, is posted anew. */
async function publishOrRepost(
  messenger: DirectMessenger,
  place: Place,
  message: SlackMessage,
): Promise<Published> {
  const published = await messenger.publish(place, message);
  const isGone = 'refused' in published && published.refused === 'message';
  if (!isGone) return published;
  const messageTs = await messenger.findPost(place);
  return messenger.publish({ ...place, messageTs }, message);
}

/**
 * Whether an error means that a message can never be posted, so that a retry is useless: its
 * channel is archived or closed to us, or Slack denies us the permission.
 */
export function isPermanentFailure(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'not_found' || error.code === 'unauthorized');
}

const WAYS_ON: Record<Closed, string> = {
  archived:
    'This channel is archived, so nobody can write in it. Ask in another channel, or write to me directly.',
  'not a member':
    'I may not write in this channel. Invite me to it, or write to me directly, and ask again.',
  forbidden:
    'The rules of this channel do not let me write in it. Ask in another channel, or write to me directly.',
};
