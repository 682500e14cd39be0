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

/** The form as a view. */
export async function planModalView(
  conversation: Conversation,
  draft: PlanDraft,
): Promise<ModalView> {
  return planModal({ ...draft, known: await knownValues(conversation) });
}

/** The form after a click on “Fill in”. */
export function fillIn(conversation: Conversation, form: SubmittedForm): Promise<ModalView> {
  return changed(conversation, form, async (draft) => {
    if (draft.values.words) return filledIn(conversation, draft);
    return { ...draft, remark: 'Write what to forecast first, then press “Fill in”.' };
  });
}

/** The form with one more part of it open. */
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

/** Why a form cannot be shown, in its place. */
export function refusedModal(error: unknown): ModalView {
  return messageModal(describeError(error));
}
