import type { App, BlockAction, StaticSelectAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { takeBreakdown } from '../../conversation/thread/break-down.ts';
import { byResponse } from '../reply.ts';
import { messageClick } from './click.ts';

/** The Break down menu of an answer splits its forecast, in its thread. */
export function listenToBreakDown(app: App, conversation: Conversation): void {
  app.action<BlockAction<StaticSelectAction>>(
    ACTIONS.breakDown,
    async ({ ack, action, body, context, respond }) => {
      await ack();
      const choice = action.selected_option?.value;
      const click = messageClick(body, action);
      if (!click || choice === undefined) return;
      const { channel, threadTs, user, key } = click;
      await takeBreakdown(conversation, {
        choice,
        place: { channel, threadTs },
        requestedBy: user,
        teamId: context.teamId,
        key,
        tellAsker: byResponse(respond),
      });
    },
  );
}
