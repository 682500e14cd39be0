import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';

import { LIMITS } from '../limits.ts';
import { escapeMrkdwn, plainText, section } from '../text.ts';

/** The callback, block and action ids that the submitted form comes back with. */
export const COMPARE_MODAL = {
  callbackId: 'forecast_compare_submit',
  text: 'text',
  plan: 'plan',
  input: 'input',
} as const;

export interface CompareModalParts {
  /** The plan to compare with, in words. */
  understood: string;
  /** The plans that the channel keeps. */
  plans: readonly { id: string; name: string }[];
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

/** The modal that asks what to compare a plan with: a change of it in words, or a saved plan. */
export function compareModal({ understood, plans, metadata }: CompareModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: COMPARE_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText('Compare', LIMITS.viewTitle),
    submit: plainText('Compare', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [
      section(`*This plan:* ${escapeMrkdwn(understood)}`),
      textInput(plans.length > 0),
      ...(plans.length > 0 ? [planInput(plans)] : []),
    ],
  };
}

function textInput(optional: boolean): KnownBlock {
  return {
    type: 'input',
    block_id: COMPARE_MODAL.text,
    optional,
    label: plainText('Compare with', LIMITS.inputText),
    hint: plainText('Say what is different; the rest stays the same.', LIMITS.inputText),
    element: {
      type: 'plain_text_input',
      action_id: COMPARE_MODAL.input,
      max_length: LIMITS.inputText,
      placeholder: plainText('Android, or: Pune next month', LIMITS.placeholder),
    },
  };
}

function planInput(plans: CompareModalParts['plans']): KnownBlock {
  const options = plans.slice(0, LIMITS.options).map(
    ({ id, name }): PlainTextOption => ({
      text: plainText(name, LIMITS.optionText),
      value: id,
    }),
  );
  return {
    type: 'input',
    block_id: COMPARE_MODAL.plan,
    optional: true,
    label: plainText('Or with a plan saved in this channel', LIMITS.inputText),
    ...(plans.length > options.length && {
      hint: plainText(`The first ${options.length} of ${plans.length}, by name.`, LIMITS.inputText),
    }),
    element: { type: 'static_select', action_id: COMPARE_MODAL.input, options },
  };
}
