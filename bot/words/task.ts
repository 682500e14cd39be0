import type { TaskAction, TaskOrder } from '../../data/task.ts';

/** Says what an administrator's task does while it runs: `retraining the model`. */
export function taskInWords({ action, parameters }: TaskOrder): string {
  switch (action) {
    case 'retrain':
      return 'retraining the model';
    case 'rollback':
      return `going back to model ${parameters.version}`;
    case 'generate': {
      const { rows, days, seed } = parameters;
      const size = `${rows.toLocaleString('en')} requests over ${days.toLocaleString('en')} days`;
      return `generating a history of ${size}, seed ${seed}`;
    }
  }
}

/** What an administrator may ask for: a task, or that one is cancelled. */
export type TaskWish = TaskAction | 'cancel';

/** What they want, in words: `retrain the model`. */
export const WISHES: Record<TaskWish, string> = {
  retrain: 'retrain the model',
  rollback: 'go back to an earlier model',
  generate: 'generate a history',
  cancel: 'cancel this',
};

/** A sentence's beginning. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
