import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { COMPARE_MODAL } from '../../blocks/comparison/compare-modal.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { compareView, submitCompare } from '../../conversation/thread/compare-modal.ts';
import { byResponse } from '../reply.ts';
import { openAnswerModal, submittedModal } from './answer-modal.ts';

/** The Compare button asks with what in a modal; submitting it compares in the answer's thread. */
export function listenToCompare(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(
    ACTIONS.compare,
    async ({ ack, body, client, context, respond }) => {
      await ack();
      const click = { body, client, tellAsker: byResponse(respond) };
      const { teamId } = context;
      await openAnswerModal(conversation, click, (_, origin) =>
        compareView(conversation, { ...origin, teamId }),
      );
    },
  );

  app.view(COMPARE_MODAL.callbackId, async ({ ack, view, body, context }) => {
    const { text, plan, input } = COMPARE_MODAL;
    const { values } = view.state;
    const submission = await submitCompare(conversation, {
      ...submittedModal({ view, body }, context.teamId),
      text: values[text]?.[input]?.value ?? '',
      planId: values[plan]?.[input]?.selected_option?.value,
    });
    if ('problem' in submission) {
      return ack({ response_action: 'errors', errors: { [text]: submission.problem } });
    }
    await ack();
    await submission.run();
  });
}
