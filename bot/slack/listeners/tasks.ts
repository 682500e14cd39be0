import type { App, BlockButtonAction, ViewStateValue } from '@slack/bolt';

import { TASK_MODAL } from '../../blocks/task/task-modal/shell.ts';
import { CANCEL_TASK } from '../../blocks/task/task-placeholder.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { cancelTask } from '../../conversation/task/cancel-task.ts';
import { submitTask } from '../../conversation/task/submit-task.ts';
import { readTaskOrigin } from '../../conversation/task/task-modal.ts';
import type { TaskFields } from '../../conversation/task/task-order.ts';
import { byResponse, byWhisper } from '../reply.ts';
import { messageClick } from './click.ts';

/** The modals in which administrators confirm a task, and the Cancel button of a running one. */
export function listenToTasks(app: App, conversation: Conversation): void {
  app.view(TASK_MODAL.callbackId, async ({ ack, view, body, context }) => {
    const origin = readTaskOrigin(view.private_metadata);
    const user = body.user.id;
    const submission = submitTask(conversation, {
      ...origin,
      fields: fieldsOf(view.state.values),
      user,
      teamId: context.teamId,
      // The same modal, whichever of its versions is sent: submitted twice runs once.
      key: `view:${view.id}`,
      tellAsker: byWhisper(conversation.messenger, { channel: origin.channel, user }),
    });
    if ('problems' in submission) {
      return ack({ response_action: 'errors', errors: submission.problems });
    }
    await ack();
    await submission.run();
  });

  app.action<BlockButtonAction>(CANCEL_TASK, async ({ ack, action, body, context, respond }) => {
    await ack();
    const click = messageClick(body, action);
    if (!click) return;
    const { value: taskId, user, channel } = click;
    const { teamId } = context;
    await cancelTask(conversation, {
      taskId,
      user,
      teamId,
      channel,
      tellAsker: byResponse(respond),
    });
  });
}

function fieldsOf(values: Record<string, Record<string, ViewStateValue>>): TaskFields {
  const { version, rows, days, seed, input } = TASK_MODAL;
  const typed = (block: string) => values[block]?.[input]?.value ?? undefined;
  return {
    version: values[version]?.[input]?.selected_option?.value,
    rows: typed(rows),
    days: typed(days),
    seed: typed(seed),
  };
}
