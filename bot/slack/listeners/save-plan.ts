import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { SAVE_PLAN_MODAL } from '../../blocks/digest/save-plan-modal.ts';
import { saveNamedPlan, savePlanView } from '../../conversation/answer/save-plan.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { byResponse } from '../reply.ts';
import { openAnswerModal, submittedModal } from './answer-modal.ts';

/** The Save plan button asks for a name in a modal; submitting it keeps the plan in the channel. */
export function listenToSavePlan(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.savePlan, async ({ ack, body, client, respond }) => {
    await ack();
    const click = { body, client, tellAsker: byResponse(respond) };
    await openAnswerModal(conversation, click, savePlanView);
  });

  app.view(SAVE_PLAN_MODAL.callbackId, async ({ ack, view, body, context }) => {
    const { name, status, input } = SAVE_PLAN_MODAL;
    const { values } = view.state;
    const submission = await saveNamedPlan(conversation, {
      ...submittedModal({ view, body }, context.teamId),
      name: values[name]?.[input]?.value ?? '',
      status: values[status]?.[input]?.selected_option?.value === 'booked' ? 'booked' : 'draft',
    });
    if ('problem' in submission) {
      return ack({ response_action: 'errors', errors: { [name]: submission.problem } });
    }
    await ack();
    await submission.run();
  });
}
