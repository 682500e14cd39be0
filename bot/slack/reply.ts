import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import type { Asked } from '../conversation/asked.ts';

type TellAsker = Asked['tellAsker'];

/** Through the response URL, which works where the bot is no member too. */
export function byResponse(respond: RespondFn): TellAsker {
  return async ({ text, blocks }) => {
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
  };
}

/** As a message that only this user sees. */
export function byWhisper(
  client: WebClient,
  to: { channel: string; user: string; threadTs?: string | undefined },
): TellAsker {
  const { channel, user, threadTs } = to;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return async ({ text, blocks }) => {
    await client.chat.postEphemeral({ channel, user, text, blocks, ...thread });
  };
}

/** As an ordinary message, for a channel that holds nobody else. */
export function byMessage(
  client: WebClient,
  { channel, threadTs }: { channel: string; threadTs?: string | undefined },
): TellAsker {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return async ({ text, blocks }) => {
    await client.chat.postMessage({ channel, text, blocks, ...thread });
  };
}
