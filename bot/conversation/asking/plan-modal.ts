import type { ModalView } from '@slack/types';

import { describeError } from '../../../data/errors.ts';
import { PARTS, type Part } from '../../blocks/asking/plan-modal/fields.ts';
import { messageModal, planModal } from '../../blocks/asking/plan-modal/view.ts';
import type { Conversation } from '../conversation.ts';
import { knownValues } from './known-values.ts';
import { draftOfForm, filledIn, type PlanDraft, type SubmittedForm } from './plan-draft.ts';

/** What to say of a form that an earlier version opened, or nobody did. */
export const OUTDATED =
  'Ducky has changed since this form was opened, and nothing was sent. Close it and open it again.';

/** Builds the modal of a plan form, with the values that its menus offer. */
export async function planModalView(
  conversation: Conversation,
  draft: PlanDraft,
): Promise<ModalView> {
  return planModal({ ...draft, known: await knownValues(conversation) });
}

/** The plan form after a click on “Fill in”: its fields say what was written in words. */
export function fillIn(conversation: Conversation, form: SubmittedForm): Promise<ModalView> {
  return changed(conversation, form, async (draft) => {
    if (draft.values.words) return filledIn(conversation, draft);
    return { ...draft, remark: 'Write what to forecast first, then press “Fill in”.' };
  });
}

/** The plan form after a click that unfolds one more part of it. */
export function showPart(
  conversation: Conversation,
  form: SubmittedForm,
  name: string,
): Promise<ModalView> {
  const part = PARTS.find((known) => known === name);
  return changed(conversation, form, async (draft) => (part ? opened(draft, part) : draft));
}

function opened({ values, metadata }: PlanDraft, part: Part): PlanDraft {
  const open = [...new Set([...metadata.open, part])];
  return { values, metadata: { ...metadata, open, revision: metadata.revision + 1 } };
}

async function changed(
  conversation: Conversation,
  form: SubmittedForm,
  change: (draft: PlanDraft) => Promise<PlanDraft>,
): Promise<ModalView> {
  const draft = draftOfForm(form);
  return draft ? planModalView(conversation, await change(draft)) : messageModal(OUTDATED);
}

/** The modal that shows an error in place of a form. */
export function refusedModal(error: unknown): ModalView {
  return messageModal(describeError(error));
}
