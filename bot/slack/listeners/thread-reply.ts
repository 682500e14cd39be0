import type { App } from '@slack/bolt';

import type { Conversation } from '../../conversation/conversation.ts';
import { overhear } from '../../conversation/thread/thread-reply.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byWhisper } from '../reply.ts';

/** New replies, whether or not they are shown in the channel as well. */
const SUBTYPES: readonly unknown[] = [undefined, 'thread_broadcast'];

/** What people say in a thread without mentioning the bot; a mention is an event of its own. */
export function listenToThreadReply(app: App, conversation: Conversation): void {
  app.event('message', async ({ event, context }) => {
    if (event.channel_type === 'im' || !SUBTYPES.includes(event.subtype)) return;
    const { channel, ts } = event;
    const { thread_ts: threadTs, user, text = '', bot_id } = event as ThreadReply;
    if (threadTs === undefined || user === undefined || bot_id !== undefined) return;
    if (text.includes(`<@${context.botUserId}>`)) return;
    await overhear(conversation, {
      text: incomingText(text, context.botUserId),
      requestedBy: user,
      teamId: context.teamId,
      place: { channel, threadTs },
      key: `message:${channel}:${ts}`,
      tellAsker: byWhisper(conversation.messenger, { channel, user, threadTs }),
    });
  });
}

/** What the subtypes above have in common; Bolt's union does not say it. */
interface ThreadReply {
  thread_ts?: string;
  user?: string;
  text?: string;
  bot_id?: string;
}
