import type { Button } from '@slack/types';

import type { TaskOrder } from '../../../data/task.ts';
import { capitalised, taskInWords } from '../../words/task.ts';
import { type ProgressState, progressPlan, stateInWords } from '../asking/progress-plan.ts';
import { actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, plainText, section } from '../text.ts';

/** The action id of the button that cancels a task. */
export const CANCEL_TASK = 'task_cancel';

export interface TaskPlaceholderParts extends ProgressState {
  taskId: string;
  order: TaskOrder;
  requestedBy: string;
}

/** The progress message of an administrator's task, until its outcome takes its place. */
export function taskPlaceholder(parts: TaskPlaceholderParts): SlackMessage {
  return withProgress(parts, progressPlan(parts.taskId, parts));
}

/** The same progress message with only blocks that every workspace shows. */
export function simpleTaskPlaceholder(parts: TaskPlaceholderParts): SlackMessage {
  return withProgress(parts, section(`_${stateInWords(parts)}…_`));
}

function withProgress(
  parts: TaskPlaceholderParts,
  progress: SlackMessage['blocks'][number],
): SlackMessage {
  const words = escapeMrkdwn(capitalised(taskInWords(parts.order)));
  return message(`${words}. ${stateInWords(parts)}.`, [
    section(`*${words}*`),
    progress,
    actions(cancelTaskButton(parts.taskId)),
    context(`Asked by <@${parts.requestedBy}>`),
  ]);
}

function cancelTaskButton(taskId: string): Button {
  return {
    type: 'button',
    action_id: CANCEL_TASK,
    style: 'danger',
    text: plainText('Cancel', LIMITS.buttonText),
    value: taskId,
    accessibility_label: 'Cancel this task',
  };
}
