import type { KnownBlock, ModalView } from '@slack/types';

import { MAX_DAYS, MAX_ROWS, USUAL_SIZE } from '../../../../data/generate/history-size.ts';
import { LIMITS } from '../../limits.ts';
import { plainText } from '../../text.ts';
import { TASK_MODAL, taskModal } from './shell.ts';

const CONSEQUENCE =
  'The generated history is emptied and a new one takes its place, up to yesterday, in the same market. Forecasts made meanwhile may be refused or wrong. Real data are never touched: where the history holds any, I refuse. Retrain the model afterwards, as it still knows the old history.';

/** The modal of `/forecast generate`: asks for days, rows and seed of a synthetic history. */
export function generateModal(metadata: string): ModalView {
  return taskModal({
    title: 'Generate a history',
    submit: 'Generate',
    consequence: CONSEQUENCE,
    inputs: [
      numberInput('days', { label: 'Days', min: 1, max: MAX_DAYS }),
      numberInput('rows', { label: 'Requests', min: 1, max: MAX_ROWS }),
      numberInput('seed', { label: 'Seed: the same one gives the same history', min: 0 }),
    ],
    metadata,
  });
}

interface NumberField {
  label: string;
  min: number;
  max?: number;
}

function numberInput(name: 'days' | 'rows' | 'seed', { label, min, max }: NumberField): KnownBlock {
  return {
    type: 'input',
    block_id: TASK_MODAL[name],
    label: plainText(label, LIMITS.inputText),
    element: {
      type: 'number_input',
      action_id: TASK_MODAL.input,
      is_decimal_allowed: false,
      initial_value: String(USUAL_SIZE[name]),
      min_value: String(min),
      ...(max !== undefined && { max_value: String(max) }),
    },
  };
}
