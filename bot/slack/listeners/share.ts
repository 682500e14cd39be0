import type { App, BlockButtonAction } from '@slack/bolt';
import { SHARE_MODAL } from '../../blocks/answer/share-modal.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import { share, shareView } from '../../conversation/answer/share.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { byResponse } from '../reply.ts';
import { openAnswerModal, submittedModal } from './answer-modal.ts';

/** The Share button asks for a channel in a modal; submitting it posts the answer's summary there. */
export function listenToShare(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.share, async ({ ack, body, client, respond }) => {
    await ack();
    const click = { body, client, tellAsker: byResponse(respond) };
    await openAnswerModal(conversation, click, shareView);
  });

  app.view(SHARE_MODAL.callbackId, async ({ ack, view, body, context }) => {
    await ack();
    const chosen = view.state.values[SHARE_MODAL.block]?.[SHARE_MODAL.input];
    const to = chosen?.selected_conversation;
    if (!to) return;
    await share(conversation, { ...submittedModal({ view, body }, context.teamId), to });
  });
}
