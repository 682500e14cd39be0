import type { PlanBlock, TaskCardBlock } from '@slack/types';

import { LIMITS } from '../limits.ts';
import { truncate } from '../text.ts';

/** The progress of something that people wait for, step by step. */
export interface ProgressState {
  /** Every step, in order. */
  steps: readonly string[];
  /** The step that runs now; undefined while it waits for a worker. */
  current?: string | undefined;
  /** 0 to 1 where the current step can be measured. */
  fraction?: number | null;
}

/** The progress in words: `Reading history (step 2 of 3, 40%)`. */
export function stateInWords({ steps, current, fraction }: ProgressState): string {
  if (current === undefined) return 'Waiting for its turn';
  const percent = typeof fraction === 'number' ? `, ${Math.round(fraction * 100)}%` : '';
  return `${current} (step ${steps.indexOf(current) + 1} of ${steps.length}${percent})`;
}

/** The progress as Slack's plan block, a task card a step; `id` is that of what people wait for. */
export function progressPlan(id: string, state: ProgressState): PlanBlock {
  const { steps, current } = state;
  const position = current === undefined ? -1 : steps.indexOf(current);
  const status = (index: number): TaskCardBlock['status'] => {
    if (index === position) return 'in_progress';
    return index < position ? 'complete' : 'pending';
  };
  return {
    type: 'plan',
    title: truncate(stateInWords(state), LIMITS.planTitle),
    tasks: steps.map((title, index) => ({
      type: 'task_card',
      task_id: `${id}-${index}`,
      title,
      status: status(index),
    })),
  };
}
