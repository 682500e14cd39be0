import type { WebClient } from '@slack/web-api';

import type { Conversation } from '../../conversation/conversation.ts';

/** Opens the channel that Ducky and somebody share alone. */
export function directChannels(client: WebClient): Conversation['openDirect'] {
  return async (user) => {
    const { channel } = await client.conversations.open({ users: user });
    if (!channel?.id) throw new Error('Slack opened a direct message without an id');
    return channel.id;
  };
}
