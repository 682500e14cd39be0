import type { App } from '@slack/bolt';

import type { Conversation } from '../../conversation/conversation.ts';
import { routeMessage } from '../../conversation/ducky/ask-ducky.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byWhisper } from '../reply.ts';

/** Mentions of the bot: `@ducky ...` is answered in the thread of the mention. */
export function listenToMention(app: App, conversation: Conversation): void {
  app.event('app_mention', async ({ event, context }) => {
    const { user, channel, text, ts } = event;
    const isDirect = channel.startsWith('D');
    if (user === undefined || event.bot_id || event.subtype || isDirect) return;
    const threadTs = event.thread_ts ?? ts;
    await routeMessage(conversation, {
      text: incomingText(text, context.botUserId),
      requestedBy: user,
      teamId: context.teamId,
      place: { channel, threadTs },
      saidIn: { channel, threadTs: event.thread_ts },
      key: `message:${channel}:${ts}`,
      tellAsker: byWhisper(conversation.messenger, { channel, user, threadTs: event.thread_ts }),
    });
  });
}
