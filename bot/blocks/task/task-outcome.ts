import type { Task } from '../../../data/postgres/tasks/tasks.ts';
import type { TaskResult } from '../../../data/task.ts';
import { longDay } from '../../words/dates.ts';
import { taskInWords } from '../../words/task.ts';
import { failure } from '../failure.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { retrainReport } from './retrain-report.ts';

/**
 * The message of how an administrator's task ended: done, refused, cancelled or failed. Each form
 * asks less of Slack than the one before.
 */
export function taskOutcome(task: Task): SlackMessage[] {
  const { id, status, result, failure: why, requestedBy } = task;
  if (result?.action === 'retrain') return retrainReport(result, `Asked by <@${requestedBy}>`);
  if (result) return [told(successInWords(result), requestedBy)];
  if (status === 'cancelled') return [cancelled(task)];
  if (status === 'refused') return [told(`*Not done.* ${escapeMrkdwn(why ?? '')}`, requestedBy)];
  const explanation = why ?? 'Something went wrong on our side.';
  return [failure({ explanation, reference: id.slice(0, 8) })];
}

function told(mrkdwn: string, requestedBy: string): SlackMessage {
  return message(mrkdwn, [section(mrkdwn), context(`Asked by <@${requestedBy}>`)]);
}

function successInWords(result: Exclude<TaskResult, { action: 'retrain' }>): string {
  if (result.action === 'rollback') {
    const inPlace = result.replaced ? `, in place of ${escapeMrkdwn(result.replaced)}` : '';
    return `*Model ${escapeMrkdwn(result.version)} serves again*${inPlace}. Every forecast from now on is made with it.`;
  }
  const { rows, first, last } = result;
  const span = `${longDay(first)} to ${longDay(last)}`;
  return `*There is a new history:* ${rows.toLocaleString('en')} requests from ${span}. The model still knows the old one; \`/forecast retrain\` teaches it this one.`;
}

const HALF_A_HISTORY =
  'What was generated until then stays, so the history may be incomplete: generate it again.';

function cancelled(task: Task): SlackMessage {
  const by = task.cancelledBy ?? task.requestedBy;
  const rest = task.action === 'generate' ? ` ${HALF_A_HISTORY}` : '';
  const words = `*Cancelled* by <@${by}>: ${escapeMrkdwn(taskInWords(task))}.${rest}`;
  return told(words, task.requestedBy);
}
