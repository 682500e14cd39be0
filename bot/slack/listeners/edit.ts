import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { EDIT_MODAL } from '../../blocks/edit-modal.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { editView, placeOf, submitEdit } from '../../conversation/edit.ts';
import { tellFailure } from '../../conversation/failure.ts';
import { byResponse, byWhisper } from '../reply.ts';

/** The Edit button opens the request in a modal; submitting it asks anew in the same place. */
export function listenToEdit(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.edit, async ({ ack, action, body, client, respond }) => {
    await ack();
    try {
      const view = await editView(conversation, action.value ?? '');
      await client.views.open({ trigger_id: body.trigger_id, view });
    } catch (error) {
      await tellFailure(conversation, { tellAsker: byResponse(respond) }, error);
    }
  });

  app.view(EDIT_MODAL.callbackId, async ({ ack, view, body, client, context }) => {
    const place = placeOf(view.private_metadata);
    const user = body.user.id;
    const submission = await submitEdit(conversation, {
      text: view.state.values[EDIT_MODAL.block]?.[EDIT_MODAL.input]?.value ?? '',
      requestedBy: user,
      teamId: context.teamId,
      place,
      key: `view:${view.id}:${view.hash}`,
      tellAsker: byWhisper(client, { ...place, user }),
    });
    if ('run' in submission) {
      await ack();
      return submission.run();
    }
    await ack({ response_action: 'errors', errors: { [EDIT_MODAL.block]: submission.problem } });
  });
}
