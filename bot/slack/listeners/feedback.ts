import type { App, BlockButtonAction } from '@slack/bolt';
import { FEEDBACK_MODAL } from '../../blocks/answer/feedback.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import { feedbackView, takeReason, takeVote } from '../../conversation/answer/feedback.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { byResponse } from '../reply.ts';
import { openAnswerModal, submittedModal } from './answer-modal.ts';
import { onThumb } from './thumbs.ts';

/** The thumbs below an answer, and the modal in which somebody may say why. */
export function listenToFeedback(app: App, conversation: Conversation): void {
  onThumb(app, ACTIONS.feedback, (click) => takeVote(conversation, click));

  app.action<BlockButtonAction>(ACTIONS.feedbackReason, async ({ ack, body, client, respond }) => {
    await ack();
    const click = { body, client, tellAsker: byResponse(respond) };
    await openAnswerModal(conversation, click, feedbackView);
  });

  app.view(FEEDBACK_MODAL.callbackId, async ({ ack, view, body, context }) => {
    await ack();
    const reason = view.state.values[FEEDBACK_MODAL.block]?.[FEEDBACK_MODAL.input]?.value ?? '';
    await takeReason(conversation, { ...submittedModal({ view, body }, context.teamId), reason });
  });
}
