import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { chooseOption } from '../../conversation/ducky/follow-up.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byResponse } from '../reply.ts';
import { messageClick } from './click.ts';

/**
 * The buttons of options below a question, or of what an answer offers: a click asks their text.
 */
export function listenToOption(app: App, conversation: Conversation): void {
  const actionId = new RegExp(`^${ACTIONS.option}\\d+$`);
  app.action<BlockButtonAction>(actionId, async ({ ack, action, body, context, respond }) => {
    await ack();
    const click = messageClick(body, action);
    if (!click) return;
    const { channel, threadTs, messageTs, value, user, key } = click;
    await chooseOption(conversation, {
      text: incomingText(value),
      requestedBy: user,
      teamId: context.teamId,
      place: { channel, threadTs, messageTs },
      key,
      tellAsker: byResponse(respond),
    });
  });
}
