import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { cancel } from '../../conversation/cancel.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { byResponse } from '../reply.ts';

/** The Cancel button of a running forecast stops it. */
export function listenToCancel(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.cancel, async ({ ack, action, body, respond }) => {
    await ack();
    await cancel(conversation, {
      requestId: action.value ?? '',
      user: body.user.id,
      tellAsker: byResponse(respond),
    });
  });
}
