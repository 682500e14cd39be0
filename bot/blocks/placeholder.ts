import type { PlanBlock, TaskCardBlock } from '@slack/types';

import { actions, cancelButton } from './buttons.ts';
import { LIMITS } from './limits.ts';
import { message, type SlackMessage } from './message.ts';
import { context, escapeMrkdwn, section, truncate } from './text.ts';

export interface PlaceholderParts {
  requestId: string;
  /** The plan in words. */
  understood: string;
  requestedBy: string;
  /** Every step, in order. */
  steps: readonly string[];
  /** The step that runs now; undefined while the request waits for a worker. */
  current?: string | undefined;
  /** 0 to 1 where the current step can be measured. */
  fraction?: number | null;
  /** A sentence on why it takes longer than usual. */
  delay?: string | undefined;
}

/** The message that holds the answer's place and shows how far it has come. */
export function placeholder(parts: PlaceholderParts): SlackMessage {
  const understood = escapeMrkdwn(parts.understood);
  const state = stateInWords(parts);
  const delay = escapeMrkdwn(parts.delay ?? '');
  return message(`Forecasting: ${understood}. ${state}. ${delay}`.trim(), [
    section(`*Forecasting:* ${understood}`),
    progressPlan(parts, state),
    ...(delay ? [section(delay)] : []),
    actions(cancelButton(parts.requestId)),
    context(`Asked by <@${parts.requestedBy}>`),
  ]);
}

/** The same with only blocks that every workspace shows. */
export function simplePlaceholder(parts: PlaceholderParts): SlackMessage {
  const { text, blocks } = placeholder(parts);
  const state = section(`_${stateInWords(parts)}…_`);
  return { text, blocks: blocks.map((block) => (block.type === 'plan' ? state : block)) };
}

function stateInWords({ steps, current, fraction }: PlaceholderParts): string {
  if (current === undefined) return 'Waiting for its turn';
  const percent = typeof fraction === 'number' ? `, ${Math.round(fraction * 100)}%` : '';
  return `${current} (step ${steps.indexOf(current) + 1} of ${steps.length}${percent})`;
}

function progressPlan({ requestId, steps, current }: PlaceholderParts, state: string): PlanBlock {
  const position = current === undefined ? -1 : steps.indexOf(current);
  const status = (index: number): TaskCardBlock['status'] => {
    if (index === position) return 'in_progress';
    return index < position ? 'complete' : 'pending';
  };
  return {
    type: 'plan',
    title: truncate(state, LIMITS.planTitle),
    tasks: steps.map((title, index) => ({
      type: 'task_card',
      task_id: `${requestId}-${index}`,
      title,
      status: status(index),
    })),
  };
}
