import type { KnownBlock, ModalView } from '@slack/types';

import { LIMITS } from './limits.ts';
import { plainText, section, truncate } from './text.ts';
import { assumed } from './understood.ts';

/** Names in the modal that its submission comes back with. */
export const EDIT_MODAL = { callbackId: 'forecast_edit_submit', block: 'ask', input: 'text' };

export interface EditModalParts {
  /** The plan in words that read back to it. */
  understood: string;
  assumptions: readonly string[];
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

/** The request, opened for changes. */
export function editModal(parts: EditModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: EDIT_MODAL.callbackId,
    private_metadata: parts.metadata,
    title: plainText('Edit and rerun', LIMITS.viewTitle),
    submit: plainText('Run', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [requestInput(parts.understood), ...assumed(parts.assumptions).map(section)],
  };
}

function requestInput(text: string): KnownBlock {
  return {
    type: 'input',
    block_id: EDIT_MODAL.block,
    label: plainText('What should I forecast?', LIMITS.inputText),
    hint: plainText('Change any part, in your own words.', LIMITS.inputText),
    element: {
      type: 'plain_text_input',
      action_id: EDIT_MODAL.input,
      multiline: true,
      max_length: LIMITS.inputValue,
      initial_value: truncate(text, LIMITS.inputValue),
    },
  };
}
