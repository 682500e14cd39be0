import type { KnownBlock, ModalView } from '@slack/types';

import { LIMITS } from '../../limits.ts';
import { plainText, section } from '../../text.ts';

/** Names in the modals of tasks that their submissions come back with. */
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

/** A modal that says what will happen, and asks for what that takes. */
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
