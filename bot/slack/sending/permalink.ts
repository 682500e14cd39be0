import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

import type { Conversation } from '../../conversation/conversation.ts';

/** Asks Slack for the link to a message; undefined for one that Slack does not know. */
export function permalinks(client: WebClient): Conversation['permalink'] {
  return async ({ channel, messageTs }) => {
    try {
      const { permalink } = await client.chat.getPermalink({ channel, message_ts: messageTs });
      return permalink;
    } catch (error) {
      if (error instanceof WebAPIPlatformError) return undefined;
      throw error;
    }
  };
}
