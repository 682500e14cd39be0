import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../data/errors.ts';
import type { SlackMessage } from '../blocks/message.ts';

/** Where a message goes: it replaces `messageTs` where that is given. */
export interface Place {
  channel: string;
  threadTs?: string | undefined;
  messageTs?: string | undefined;
}

/** What Slack will not take, as opposed to failures that may pass, which are thrown. */
export type Published = { messageTs: string } | { refused: 'blocks' | 'message' | 'place' };

/** What the conversation needs of Slack. */
export interface Messenger {
  /** Posts a message, or replaces the one at `place`. */
  publish(place: Place, message: SlackMessage): Promise<Published>;
  /** Uploads an image that messages can then show. @returns its file id. */
  uploadImage(image: { name: string; bytes: Buffer }): Promise<string>;
}

/**
 * Publishes the first of several forms of a message that Slack takes. The same form twice in a row
 * is a second try after a pause, for what becomes valid with time, such as a file just uploaded.
 * A message that is gone is posted anew.
 * @returns the message's `ts`.
 * @throws AppError `not_found` where Ducky may not write at that place.
 */
export async function publishFirst(
  messenger: Messenger,
  place: Place,
  { forms, pauseMs }: { forms: readonly SlackMessage[]; pauseMs: number },
): Promise<string> {
  for (const [index, form] of forms.entries()) {
    if (form === forms[index - 1]) await sleep(pauseMs);
    const published = await publishOrRepost(messenger, place, form);
    if ('messageTs' in published) return published.messageTs;
    if (published.refused === 'place') throw placeRefused();
  }
  throw new Error('Slack refused every form of the message');
}

async function publishOrRepost(
  messenger: Messenger,
  place: Place,
  message: SlackMessage,
): Promise<Published> {
  const published = await messenger.publish(place, message);
  const isGone = 'refused' in published && published.refused === 'message';
  return isGone ? messenger.publish({ ...place, messageTs: undefined }, message) : published;
}

function placeRefused(): AppError {
  return new AppError(
    'not_found',
    'I may not write in this channel. Invite me to it, or write to me directly, and ask again.',
  );
}
