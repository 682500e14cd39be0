import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import type { Place } from '../../conversation/messenger.ts';

/** Under this name Slack keeps, with each message, what we call it. */
export const POST_EVENT = 'ducky_message';

/** Our clock and Slack's differ by less than this. */
const CLOCK_SKEW_MS = 60_000;

const PAGE_SIZE = 200;

interface ReadMessage {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: object };
  blocks?: { block_id?: string }[];
}

/**
 * Looks in the history of a channel or thread whether a named message was posted already, so that a
 * retry does not post it twice. Where Slack does not let us read there (the scopes of history are
 * optional), it counts as not posted. Throws what the client throws where Slack is away.
 * @returns the message's `ts`.
 */
export async function findPost(
  client: WebClient,
  place: Place,
  log: Logger,
): Promise<string | undefined> {
  const { post } = place;
  if (!post) return undefined;
  try {
    for await (const messages of pagesSince(client, place, post.since)) {
      const found = messages.find((message) => isNamed(message, post.id));
      if (found) return found.ts;
    }
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    log.warn({ code: error.data.error }, 'cannot look whether a message was posted');
  }
  return undefined;
}

/** Reads the messages since a moment, page by page. */
async function* pagesSince(
  client: WebClient,
  { channel, threadTs }: Place,
  since: Date,
): AsyncGenerator<ReadMessage[]> {
  const oldest = String((since.getTime() - CLOCK_SKEW_MS) / 1_000);
  const range = { channel, oldest, include_all_metadata: true, limit: PAGE_SIZE };
  const pages =
    threadTs === undefined
      ? client.paginate('conversations.history', range)
      : client.paginate('conversations.replies', { ...range, ts: threadTs });
  for await (const page of pages) {
    yield 'messages' in page && Array.isArray(page.messages) ? page.messages : [];
  }
}

/** A message that grows has no metadata before it ends, so that one of its blocks has the name. */
function isNamed({ metadata, blocks }: ReadMessage, id: string): boolean {
  if (blocks?.some(({ block_id }) => block_id === id)) return true;
  const { event_type, event_payload } = metadata ?? {};
  if (event_type !== POST_EVENT || !event_payload) return false;
  return 'id' in event_payload && event_payload.id === id;
}
