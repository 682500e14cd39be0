import type { App } from '@slack/bolt';

import type { Conversation } from '../../conversation/conversation.ts';
import { routeMessage } from '../../conversation/ducky/ask-ducky.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byMessage } from '../reply.ts';

/**
 * Direct messages: a person's new message to the bot itself is answered; never a bot's, an edit, or
 * what else has a subtype.
 */
export function listenToDirectMessage(app: App, conversation: Conversation): void {
  app.event('message', async ({ event, context }) => {
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id) return;
    const { channel, user, ts, text } = event;
    const place = { channel, threadTs: event.thread_ts };
    await routeMessage(conversation, {
      text: incomingText(text ?? '', context.botUserId),
      requestedBy: user,
      teamId: context.teamId,
      place,
      key: `message:${channel}:${ts}`,
      tellAsker: byMessage(conversation.messenger, place),
    });
  });
}
