import type { KnownBlock, ModalView } from '@slack/types';

import { MAX_PLAN_NAME, type PlanStatus } from '../../../data/postgres/plans/plans.ts';
import { LIMITS } from '../limits.ts';
import { context, escapeMrkdwn, plainText, section, truncate } from '../text.ts';

/** The callback, block and action ids that the submitted form comes back with. */
export const SAVE_PLAN_MODAL = {
  callbackId: 'forecast_save_plan_submit',
  name: 'name',
  status: 'status',
  input: 'input',
} as const;

export interface SavePlanModalParts {
  /** The plan in words. */
  understood: string;
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

const statusOption = (value: PlanStatus, text: string, description: string) => ({
  value,
  text: plainText(text, LIMITS.optionText),
  description: plainText(description, LIMITS.optionText),
});
const DRAFT = statusOption('draft', 'Draft', 'An idea; it takes nothing from other plans.');
const BOOKED = statusOption('booked', 'Booked', 'Sold; other plans compete with it.');

/** The modal that saves a plan: asks for its name, and whether it is a draft or booked. */
export function savePlanModal({ understood, metadata }: SavePlanModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: SAVE_PLAN_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText('Save plan', LIMITS.viewTitle),
    submit: plainText('Save', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [
      section(`*Plan:* ${escapeMrkdwn(understood)}`),
      nameInput(understood),
      statusInput(),
      context('The plan is kept in this channel. A name that is taken here is replaced.'),
    ],
  };
}

function nameInput(understood: string): KnownBlock {
  return {
    type: 'input',
    block_id: SAVE_PLAN_MODAL.name,
    label: plainText('Name', LIMITS.inputText),
    hint: plainText(
      `For example “Diwali phones”. Up to ${MAX_PLAN_NAME} characters.`,
      LIMITS.inputText,
    ),
    element: {
      type: 'plain_text_input',
      action_id: SAVE_PLAN_MODAL.input,
      max_length: MAX_PLAN_NAME,
      initial_value: truncate(understood, MAX_PLAN_NAME),
    },
  };
}

function statusInput(): KnownBlock {
  return {
    type: 'input',
    block_id: SAVE_PLAN_MODAL.status,
    label: plainText('Is it booked?', LIMITS.inputText),
    element: {
      type: 'radio_buttons',
      action_id: SAVE_PLAN_MODAL.input,
      options: [DRAFT, BOOKED],
      initial_option: DRAFT,
    },
  };
}
