import type { ModalView } from '@slack/types';

import { taskModal } from './shell.ts';

const CONSEQUENCE =
  'I train a new model on the history up to yesterday, and measure it and the serving one on the same days, from which neither has learnt. Unless it is clearly worse, it makes every forecast from then on. That takes a few minutes; forecasts go on meanwhile, and I post here how it went.';

/** The modal of `/forecast retrain`: asks an administrator to confirm the training. */
export function retrainModal(metadata: string): ModalView {
  const words = { title: 'Retrain the model', submit: 'Retrain', consequence: CONSEQUENCE };
  return taskModal({ ...words, metadata });
}
