import type { ModalView, PlainTextOption } from '@slack/types';

import type { ListedModel } from '../../../../data/postgres/models/model-list.ts';
import { longDay } from '../../../words/dates.ts';
import { errorInWords } from '../../../words/verdict.ts';
import { LIMITS } from '../../limits.ts';
import { escapeMrkdwn, plainText } from '../../text.ts';
import { TASK_MODAL, taskModal } from './shell.ts';

export interface RollbackModalParts {
  /** Models that served before, at least one; the first is chosen unless `chosen` is among them. */
  models: readonly ListedModel[];
  chosen?: string | undefined;
  /** The model that serves now. */
  serving: string | undefined;
  metadata: string;
}

/** The modal of `/forecast rollback`: asks which earlier model version shall serve again. */
export function rollbackModal(parts: RollbackModalParts): ModalView {
  const { models, chosen, serving, metadata } = parts;
  // One that was named comes first, so that it is offered however many there are.
  const named = models.filter(({ version }) => version === chosen);
  const others = models.filter(({ version }) => version !== chosen);
  const options = [...named, ...others].slice(0, LIMITS.options).map(optionOf);
  const [initial] = options;
  const inPlace = serving ? `, in place of ${escapeMrkdwn(serving)}` : '';
  return taskModal({
    title: 'Go back to a model',
    submit: 'Go back',
    consequence: `The model you choose makes every forecast from now on, in every channel${inPlace}. Nothing is deleted, and you can go forward again.`,
    inputs: [
      {
        type: 'input',
        block_id: TASK_MODAL.version,
        label: plainText('Model', LIMITS.inputText),
        element: {
          type: 'static_select',
          action_id: TASK_MODAL.input,
          options,
          ...(initial && { initial_option: initial }),
        },
      },
    ],
    metadata,
  });
}

function optionOf({ version, promotedAt, metadata }: ListedModel): PlainTextOption {
  const facts = [
    ...(promotedAt ? [`served from ${longDay(promotedAt.toISOString().slice(0, 10))}`] : []),
    ...(metadata ? [`daily error ${errorInWords(metadata.metrics)}`] : []),
  ];
  return {
    value: version,
    text: plainText(version, LIMITS.optionText),
    description: plainText(facts.join(', '), LIMITS.optionText),
  };
}
