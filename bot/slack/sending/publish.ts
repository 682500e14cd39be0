import { randomUUID } from 'node:crypto';

import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import type { SlackMessage } from '../../blocks/message.ts';
import type { Place, Published } from '../../conversation/messenger.ts';
import { findPost, POST_EVENT } from './find-post.ts';
import { refusalOf } from './refusals.ts';

/** Posts a message, or replaces the one at `place`, in one call. Throws what the client throws. */
export async function publish(
  client: WebClient,
  place: Place,
  message: SlackMessage,
): Promise<Published> {
  try {
    return { messageTs: await send(client, place, message) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

/**
 * An idempotent post, which may be retried any number of times: what an earlier try may have posted
 * is looked for first.
 */
export function repeatablePost(
  client: WebClient,
  { place, message, log }: { place: Place; message: SlackMessage; log: Logger },
): () => Promise<Published> {
  const post = place.post ?? { id: randomUUID(), since: new Date() };
  const named = { ...place, post };
  let mayBePosted = false;
  return async () => {
    const messageTs = mayBePosted ? await findPost(client, named, log) : undefined;
    if (messageTs !== undefined) return { messageTs };
    try {
      return await publish(client, named, message);
    } catch (error) {
      mayBePosted ||= !(error instanceof WebAPIRateLimitedError);
      throw error;
    }
  };
}

/** Posts an ephemeral message, which only this user sees. */
export async function whisper(
  client: WebClient,
  { channel, user, threadTs }: Place & { user: string },
  { text, blocks }: SlackMessage,
): Promise<void> {
  await client.chat.postEphemeral({ channel, user, text, blocks, ...threadOf(threadTs) });
}

/** Updates the message at `place`, or posts a new one. @returns its `ts`. */
async function send(client: WebClient, place: Place, { text, blocks }: SlackMessage) {
  const { channel, threadTs, messageTs, post } = place;
  const content = { channel, text, blocks, ...nameOf(post) };
  if (messageTs !== undefined) {
    await client.chat.update({ ...content, ts: messageTs });
    return messageTs;
  }
  const quiet = { unfurl_links: false, unfurl_media: false };
  const { ts } = await client.chat.postMessage({ ...content, ...threadOf(threadTs), ...quiet });
  if (ts === undefined) throw new Error('Slack posted a message without a ts');
  return ts;
}

function threadOf(threadTs: string | undefined) {
  return threadTs === undefined ? {} : { thread_ts: threadTs };
}

function nameOf(post: Place['post']) {
  if (post === undefined) return {};
  return { metadata: { event_type: POST_EVENT, event_payload: { id: post.id } } };
}
