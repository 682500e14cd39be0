import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { postCsv } from '../../conversation/answer/csv.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { byResponse } from '../reply.ts';
import { messageClick } from './click.ts';

/** The CSV button of an answer: its numbers follow in the answer's thread. */
export function listenToCsv(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.csv, async ({ ack, action, body, respond }) => {
    await ack();
    const click = messageClick(body, action);
    if (!click) return;
    const { value, user, channel, messageTs, threadTs = messageTs } = click;
    await postCsv(conversation, {
      requestId: value,
      user,
      channel,
      threadTs,
      tellAsker: byResponse(respond),
    });
  });
}
