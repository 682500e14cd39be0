import type { ModalView } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

import { openingModal } from '../blocks/asking/plan-modal/view.ts';
import type { PlanDraft } from '../conversation/asking/plan-draft.ts';
import { planModalView, refusedModal } from '../conversation/asking/plan-modal.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { reasonOf } from '../conversation/failure.ts';
import { type Opener, openModal } from './open-modal.ts';

/**
 * Opens the plan form at once, before Slack's trigger expires, and fills it when what it offers is
 * known.
 */
export async function openPlanModal(
  conversation: Conversation,
  opener: Opener,
  makeDraft: () => Promise<PlanDraft>,
): Promise<void> {
  const viewId = await openModal(opener, openingModal());
  const view = await viewOrRefusal(conversation, async () =>
    planModalView(conversation, await makeDraft()),
  );
  await updateModal(opener.client, { view_id: viewId, view });
}

/** Makes the view of a form; an error is logged, and shown in the form's place. */
export async function viewOrRefusal(
  { log }: Pick<Conversation, 'log'>,
  makeView: () => Promise<ModalView>,
): Promise<ModalView> {
  try {
    return await makeView();
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'form not shown');
    return refusedModal(error);
  }
}

/** What Slack says of a modal that was closed, or changed by a later click. */
const GONE = new Set(['not_found', 'hash_conflict']);

/** Shows another view in an open modal; nothing where it is gone or has changed meanwhile. */
export async function updateModal(
  client: WebClient,
  change: { view_id: string; hash?: string; view: ModalView },
): Promise<void> {
  try {
    await client.views.update(change);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError && GONE.has(error.data.error))) throw error;
  }
}
