import type { ModalView } from '@slack/types';

import { LIMITS } from '../limits.ts';
import { context, escapeMrkdwn, plainText, section } from '../text.ts';

/** The callback, block and action ids that the submitted form comes back with. */
export const SHARE_MODAL = {
  callbackId: 'forecast_share_submit',
  block: 'to',
  input: 'conversation',
} as const;

export interface ShareModalParts {
  /** The plan in words. */
  understood: string;
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

/** The modal that asks for the channel to share a forecast with, when somebody clicks Share. */
export function shareModal({ understood, metadata }: ShareModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: SHARE_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText('Share forecast', LIMITS.viewTitle),
    submit: plainText('Share', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [
      section(`*Forecast:* ${escapeMrkdwn(understood)}`),
      {
        type: 'input',
        block_id: SHARE_MODAL.block,
        label: plainText('Channel', LIMITS.inputText),
        element: {
          type: 'conversations_select',
          action_id: SHARE_MODAL.input,
          placeholder: plainText('Choose a channel', LIMITS.placeholder),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
        },
      },
      context('I post the headline, the chart and a link, and say that it was you who shared it.'),
    ],
  };
}
