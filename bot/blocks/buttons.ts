import type { ActionsBlock, Button, ContextActionsBlock, StaticSelect } from '@slack/types';

import { dimensionName, type NamedDimension } from '../words/dimensions.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './text.ts';

/** The action ids of buttons and menus, by which the listeners tell what was clicked. */
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
  feedbackReason: 'forecast_feedback_reason',
  /** Followed by the option's position, as ids must be unique in a message. */
  option: 'forecast_option_',
  openForm: 'forecast_open_form',
  fillIn: 'forecast_fill_in',
  /** Followed by the part of the form to show. */
  showPart: 'forecast_show_part_',
  /** Followed by the dimension whose values are looked for. */
  pick: 'forecast_pick_',
  duckyStop: 'ducky_stop',
  duckyFeedback: 'ducky_feedback',
  /** Followed by the prompt's position. */
  duckyPrompt: 'ducky_prompt_',
} as const;

/** A button that cancels a running forecast. */
export function cancelButton(requestId: string): Button {
  const button = requestButton(requestId, {
    action: 'cancel',
    text: 'Cancel',
    label: 'Cancel this forecast',
  });
  return { ...button, style: 'danger' };
}

/** A button that opens the form with the request's plan, to edit and rerun it. */
export function editButton(requestId: string): Button {
  const label = 'Edit and rerun this forecast';
  return requestButton(requestId, { action: 'edit', text: 'Edit and rerun', label });
}

/** A button that asks for a second forecast beside the request's. */
export function compareButton(requestId: string): Button {
  const label = 'Compare this forecast with another';
  return requestButton(requestId, { action: 'compare', text: 'Compare', label });
}

/** A button that exports the request's exact numbers as a CSV file into the thread. */
export function csvButton(requestId: string): Button {
  const label = 'CSV file of the exact numbers';
  return requestButton(requestId, { action: 'csv', text: 'CSV', label });
}

/** A button that saves the request's plan under a name. */
export function savePlanButton(requestId: string): Button {
  const label = 'Save plan under a name';
  return requestButton(requestId, { action: 'savePlan', text: 'Save plan', label });
}

/** A button that subscribes the channel to a weekly forecast. */
export function digestButton(requestId: string): Button {
  const label = 'Weekly digest of this channel’s saved plans';
  return requestButton(requestId, { action: 'digest', text: 'Weekly digest', label });
}

/** A button that shows the answer to another channel. */
export function shareButton(requestId: string): Button {
  const label = 'Share this forecast with another channel';
  return requestButton(requestId, { action: 'share', text: 'Share', label });
}

/** A menu that splits the forecast by one of the dimensions; at least one, at most a hundred. */
export function breakDownMenu(
  requestId: string,
  dimensions: readonly NamedDimension[],
): StaticSelect {
  return {
    type: 'static_select',
    action_id: ACTIONS.breakDown,
    placeholder: plainText('Break down by…', LIMITS.placeholder),
    options: dimensions.map((dimension) => ({
      text: plainText(dimensionName(dimension), LIMITS.optionText),
      value: `${requestId}:${dimension}`,
    })),
  };
}

/** A button that stops an answer which is being written. */
export function stopButton(questionId: string): Button {
  const label = 'Stop answering this question';
  return requestButton(questionId, { action: 'duckyStop', text: 'Stop', label });
}

/** Thumbs up and down for what has this id; the values are `<id>:good` and `<id>:bad`. */
export function feedbackButtons(
  id: string,
  action: typeof ACTIONS.feedback | typeof ACTIONS.duckyFeedback = ACTIONS.feedback,
): ContextActionsBlock {
  const side = (text: string, vote: 'good' | 'bad') => ({
    text: plainText(text, LIMITS.buttonText),
    value: `${id}:${vote}`,
    accessibility_label: `${text}: tell us so`,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: action,
        positive_button: side('Helpful', 'good'),
        negative_button: side('Not helpful', 'bad'),
      },
    ],
  };
}

/** A button for whoever was not helped by the request's answer. */
export function whyButton(requestId: string): Button {
  const label = 'Say why this forecast did not help';
  return requestButton(requestId, { action: 'feedbackReason', text: 'Say why', label });
}

interface ButtonWords {
  action: Exclude<keyof typeof ACTIONS, 'option' | 'duckyPrompt'>;
  text: string;
  /** Read out instead of the text, with which it begins: people who see it say it to click. */
  label: string;
}

function requestButton(requestId: string, { action, text, label }: ButtonWords): Button {
  return {
    type: 'button',
    action_id: ACTIONS[action],
    text: plainText(text, LIMITS.buttonText),
    value: requestId,
    accessibility_label: label,
  };
}

/** A row of buttons and menus. */
export function actions(...elements: (Button | StaticSelect)[]): ActionsBlock {
  return { type: 'actions', elements };
}
