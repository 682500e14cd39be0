import type { KnownBlock, ModalView } from '@slack/types';

import { LIMITS } from '../../limits.ts';
import { plainText, section } from '../../text.ts';

/** The callback, block and action ids that submitted modals of tasks come back with. */
export const TASK_MODAL = {
  callbackId: 'forecast_task_submit',
  version: 'version',
  rows: 'rows',
  days: 'days',
  seed: 'seed',
  input: 'input',
} as const;

export interface TaskModalParts {
  title: string;
  submit: string;
  /** What submitting it does; mrkdwn, our own words. */
  consequence: string;
  inputs?: KnownBlock[];
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

/** The modal to confirm an administrator's task: what will happen, and the inputs it takes. */
export function taskModal(parts: TaskModalParts): ModalView {
  const { title, submit, consequence, inputs = [], metadata } = parts;
  return {
    type: 'modal',
    callback_id: TASK_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText(title, LIMITS.viewTitle),
    submit: plainText(submit, LIMITS.viewTitle),
    close: plainText('Leave it', LIMITS.viewTitle),
    blocks: [section(`*What will happen*\n${consequence}`), ...inputs],
  };
}
