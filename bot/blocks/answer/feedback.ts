import type { ModalView } from '@slack/types';

import { whyButton } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { message, type SlackMessage } from '../message.ts';
import { plainText, section } from '../text.ts';

/** The callback, block and action ids that the submitted feedback form comes back with. */
export const FEEDBACK_MODAL = {
  callbackId: 'forecast_feedback_submit',
  block: 'reason',
  input: 'text',
} as const;

/** The reply to a thumbs up or down on a forecast; whoever was not helped may say why. */
export function thanks(requestId: string, vote: 'good' | 'bad'): SlackMessage {
  if (vote === 'good') {
    const words = 'Thank you, good to know that this one helped.';
    return message(words, [section(words)]);
  }
  const words = 'Thank you for saying so. What was wrong with it?';
  return message(words, [{ ...section(words), accessory: whyButton(requestId) }]);
}

/** The modal that asks, after a thumbs down and a click on Say why, what was wrong. */
export function feedbackModal(metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: FEEDBACK_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText('What was wrong?', LIMITS.viewTitle),
    submit: plainText('Send', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: FEEDBACK_MODAL.block,
        label: plainText('In your own words', LIMITS.inputText),
        hint: plainText(
          'It is kept with this forecast for whoever looks after Ducky.',
          LIMITS.inputText,
        ),
        element: {
          type: 'plain_text_input',
          action_id: FEEDBACK_MODAL.input,
          multiline: true,
          max_length: LIMITS.inputValue,
        },
      },
    ],
  };
}
