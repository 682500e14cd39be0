import type { App } from '@slack/bolt';

import { ask } from '../../conversation/ask.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { incomingText } from '../incoming-text.ts';
import { byResponse } from '../reply.ts';

/** `/forecast ...` answers in the channel it was typed in. */
export function listenToCommand(app: App, conversation: Conversation): void {
  app.command('/forecast', async ({ command, ack, respond, context }) => {
    await ack();
    await ask(conversation, {
      text: incomingText(command.text ?? ''),
      requestedBy: command.user_id,
      teamId: context.teamId,
      place: { channel: command.channel_id },
      key: `command:${command.trigger_id}`,
      tellAsker: byResponse(respond),
    });
  });
}
