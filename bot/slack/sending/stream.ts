import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import type { MessageStreams, Place, Posted, StreamOpening } from '../../conversation/messenger.ts';
import { badTokenCode, isAway } from './refusals.ts';

type Closing = Parameters<MessageStreams['stopStream']>[1];

/**
 * Starts Slack's streaming of a message that grows. Slack lets one grow only in threads; in a
 * channel it asks for whom.
 * @see https://docs.slack.dev/reference/methods/chat.startStream
 */
export async function startStream(
  client: WebClient,
  { channel, threadTs }: Place,
  { recipient: { user, teamId }, blocks }: StreamOpening,
  log: Logger,
): Promise<string | undefined> {
  const isDirect = channel.startsWith('D');
  if (threadTs === undefined || (teamId === null && !isDirect)) return undefined;
  const recipient = teamId !== null && { recipient_user_id: user, recipient_team_id: teamId };
  const chunks = [{ type: 'blocks' as const, blocks }];
  return unlessRefused(undefined, log, async () => {
    const started = await client.chat.startStream({
      channel,
      thread_ts: threadTs,
      chunks,
      ...recipient,
    });
    return started.ts;
  });
}

/** Adds Markdown to a message that is streamed. */
export async function appendStream(
  client: WebClient,
  { channel, messageTs }: Posted,
  markdown: string,
  log: Logger,
): Promise<boolean> {
  return unlessRefused(false, log, async () => {
    await client.chat.appendStream({ channel, ts: messageTs, markdown_text: markdown });
    return true;
  });
}

/** Ends the stream of a message, with its last words and blocks. */
export async function stopStream(
  client: WebClient,
  { channel, messageTs }: Posted,
  { markdown, blocks }: Closing,
  log: Logger,
): Promise<boolean> {
  return unlessRefused(false, log, async () => {
    await client.chat.stopStream({
      channel,
      ts: messageTs,
      ...(markdown !== '' && { markdown_text: markdown }),
      ...(blocks.length > 0 && { blocks }),
    });
    return true;
  });
}

/** Calls Slack, and gives `refused` where it refuses: an ordinary message can say the same. */
async function unlessRefused<T>(refused: T, log: Logger, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.info({ code: error.data.error }, 'Slack lets a message grow no more');
    return refused;
  }
}

function isRefusal(error: unknown): error is WebAPIPlatformError {
  if (!(error instanceof WebAPIPlatformError)) return false;
  return !isAway(error) && badTokenCode(error) === undefined;
}
