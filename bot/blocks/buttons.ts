import type { ActionsBlock, Button } from '@slack/types';

import { LIMITS } from './limits.ts';
import { plainText } from './text.ts';

/** What a click asks for; the listeners subscribe to these. */
export const ACTIONS = {
  cancel: 'forecast_cancel',
  edit: 'forecast_edit',
  compare: 'forecast_compare',
  breakDown: 'forecast_break_down',
  csv: 'forecast_csv',
  savePlan: 'forecast_save_plan',
  digest: 'forecast_digest',
  share: 'forecast_share',
  feedback: 'forecast_feedback',
  /** Followed by the option's position, as ids must be unique in a message. */
  option: 'forecast_option_',
} as const;

/** A button that stops a running request. */
export function cancelButton(requestId: string): Button {
  return {
    type: 'button',
    action_id: ACTIONS.cancel,
    style: 'danger',
    text: plainText('Cancel', LIMITS.buttonText),
    value: requestId,
    accessibility_label: 'Cancel this forecast',
  };
}

/** A button that opens the request for changes. */
export function editButton(requestId: string): Button {
  return {
    type: 'button',
    action_id: ACTIONS.edit,
    text: plainText('Edit and rerun', LIMITS.buttonText),
    value: requestId,
    accessibility_label: 'Edit and rerun this forecast',
  };
}

/** A row of buttons. */
export function actions(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}
