import type { ModalView } from '@slack/types';
import { z } from 'zod';

import { badInput } from '../../../data/errors.ts';
import { earlierModels } from '../../../data/postgres/models/model-list.ts';
import { servingVersion } from '../../../data/postgres/models/models.ts';
import type { TaskAction } from '../../../data/task.ts';
import { generateModal } from '../../blocks/task/task-modal/generate.ts';
import { retrainModal } from '../../blocks/task/task-modal/retrain.ts';
import { rollbackModal } from '../../blocks/task/task-modal/rollback.ts';
import type { Conversation } from '../conversation.ts';

const metadataSchema = z.strictObject({
  action: z.enum(['retrain', 'rollback', 'generate']),
  channel: z.string(),
});

/** What the submission of a task's modal must know. */
export type TaskOrigin = z.infer<typeof metadataSchema>;

/**
 * Decodes the `private_metadata` of a task's modal.
 * @throws where the text is not that of a task's modal.
 */
export function readTaskOrigin(metadata: string): TaskOrigin {
  return metadataSchema.parse(JSON.parse(metadata));
}

/** What the modal is opened for; `version` is the model asked for, empty where none is named. */
export interface TaskModalCall {
  action: TaskAction;
  channel: string;
  version: string;
}

/**
 * The modal in which an administrator confirms a retrain, rollback or generate: it says what that
 * will do.
 * @throws AppError `bad_input` where there is no such model to go back to.
 */
export async function taskView(
  { db }: Pick<Conversation, 'db'>,
  { action, channel, version }: TaskModalCall,
): Promise<ModalView> {
  const metadata = JSON.stringify({ action, channel } satisfies TaskOrigin);
  if (action === 'retrain') return retrainModal(metadata);
  if (action === 'generate') return generateModal(metadata);
  const models = await earlierModels(db);
  const isKnown = models.some((model) => model.version === version);
  if (models.length === 0) throw badInput('There is no earlier model to go back to.');
  if (version !== '' && !isKnown) throw badInput(`No earlier model is called ${version}.`);
  return rollbackModal({ models, chosen: version, serving: await servingVersion(db), metadata });
}
