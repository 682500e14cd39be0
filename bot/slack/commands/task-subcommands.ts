import type { TaskAction } from '../../../data/task.ts';
import { tellIfBusy } from '../../conversation/task/take-task.ts';
import { taskView } from '../../conversation/task/task-modal.ts';
import { mayDoTask } from '../../conversation/task/task-rights.ts';
import { openModal } from '../open-modal.ts';
import type { Subcommand } from './subcommand.ts';

/** `/forecast retrain`, `/forecast rollback [version]` and `/forecast generate` open a modal to confirm in. */
export const TASK_SUBCOMMANDS: readonly (readonly [word: string, subcommand: Subcommand])[] = [
  ['retrain', openTask('retrain')],
  ['rollback', openTask('rollback')],
  ['generate', openTask('generate')],
];

/** Opens the modal to confirm a task in, for whoever has the permission and while no other runs. */
function openTask(action: TaskAction): Subcommand {
  return async (conversation, call) => {
    const { requestedBy: user, teamId, tellAsker, rest, client, triggerId } = call;
    const { channel } = call.place;
    const asker = { user, teamId, channel, tellAsker };
    if (!(await mayDoTask(conversation, action, asker))) return;
    if (await tellIfBusy(conversation, action, asker)) return;
    const view = await taskView(conversation, { action, channel, version: rest.trim() });
    await openModal({ client, triggerId }, view);
  };
}
