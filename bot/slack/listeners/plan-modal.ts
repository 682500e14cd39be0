import type { App, BlockButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';

import { PLAN_MODAL } from '../../blocks/asking/plan-modal/view.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import {
  draftOfRequest,
  draftOfText,
  type PlanDraft,
  type SubmittedForm,
} from '../../conversation/asking/plan-draft.ts';
import { fillIn, showPart } from '../../conversation/asking/plan-modal.ts';
import { submitPlanModal } from '../../conversation/asking/submit-plan-modal.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { tellFailure } from '../../conversation/failure.ts';
import { openPlanModal, updateModal, viewOrRefusal } from '../open-plan-modal.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byMessage, byResponse, byWhisperOrDirectly } from '../reply.ts';
import { type Click, messageClick } from './click.ts';

/** The form of a plan: the buttons that open it, those inside it, and its submission. */
export function listenToPlanModal(app: App, conversation: Conversation): void {
  openOnClick(app, conversation, {
    actionId: ACTIONS.edit,
    makeDraft: ({ value }) => draftOfRequest(conversation, value),
  });
  openOnClick(app, conversation, {
    actionId: ACTIONS.openForm,
    makeDraft: ({ value, channel, threadTs }) =>
      draftOfText(conversation, incomingText(value), { channel, ...(threadTs && { threadTs }) }),
  });
  changeOnClick(app, {
    actionId: ACTIONS.fillIn,
    conversation,
    makeView: (form) => fillIn(conversation, form),
  });
  changeOnClick(app, {
    actionId: new RegExp(`^${ACTIONS.showPart}`),
    conversation,
    makeView: (form, actionId) =>
      showPart(conversation, form, actionId.slice(ACTIONS.showPart.length)),
  });
  listenToSubmission(app, conversation);
}

interface OpeningButton {
  actionId: string;
  makeDraft: (click: Click) => Promise<PlanDraft>;
}

/** A button of a message that opens the plan form as a modal. */
function openOnClick(
  app: App,
  conversation: Conversation,
  { actionId, makeDraft }: OpeningButton,
): void {
  app.action<BlockButtonAction>(actionId, async ({ ack, action, body, client, respond }) => {
    await ack();
    const click = messageClick(body, action);
    if (!click) return;
    try {
      const opener = { client, triggerId: body.trigger_id };
      await openPlanModal(conversation, opener, () => makeDraft(click));
    } catch (error) {
      await tellFailure(conversation, { tellAsker: byResponse(respond) }, error);
    }
  });
}

interface FormButton {
  actionId: string | RegExp;
  conversation: Conversation;
  makeView: (form: SubmittedForm, actionId: string) => Promise<ModalView>;
}

/** A button inside the open form that updates it. */
function changeOnClick(app: App, { actionId, conversation, makeView }: FormButton): void {
  app.action<BlockButtonAction>(actionId, async ({ ack, action, body, client }) => {
    await ack();
    if (!body.view) return;
    const { id, hash, private_metadata, state } = body.view;
    const form = { privateMetadata: private_metadata, state: state.values };
    const view = await viewOrRefusal(conversation, () => makeView(form, action.action_id));
    await updateModal(client, { view_id: id, hash, view });
  });
}

/** The submitted form: shows its errors in it, or closes it and starts the forecast. */
function listenToSubmission(app: App, conversation: Conversation): void {
  app.view(PLAN_MODAL, async ({ ack, view, body, context }) => {
    const user = body.user.id;
    const submission = await submitPlanModal(conversation, {
      privateMetadata: view.private_metadata,
      state: view.state.values,
      viewId: view.id,
      requestedBy: user,
      teamId: context.teamId,
    });
    if ('errors' in submission) {
      return ack({ response_action: 'errors', errors: submission.errors });
    }
    if ('view' in submission) {
      return ack({ response_action: 'update', view: submission.view });
    }
    await ack();
    const { messenger } = conversation;
    const openDirect = () => conversation.openDirect(user);
    const place = submission.place ?? { channel: await openDirect() };
    const tellAsker = place.channel.startsWith('D')
      ? byMessage(messenger, place)
      : byWhisperOrDirectly(messenger, { ...place, user }, openDirect);
    await submission.run({ place, tellAsker });
  });
}
