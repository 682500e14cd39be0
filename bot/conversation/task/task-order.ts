import { historySizeSchema } from '../../../data/generate/history-size.ts';
import type { TaskAction, TaskOrder } from '../../../data/task.ts';

/** What was filled into a task's modal, by field. */
export type TaskFields = Record<'version' | 'rows' | 'days' | 'seed', string | undefined>;

/** Problems are by the field they are shown under. */
export type ReadOrder =
  | { order: TaskOrder }
  | { problems: Partial<Record<keyof TaskFields, string>> };

/** Validates the fields of a submitted task modal: what they order, or the problems to show. */
export function readOrder(action: TaskAction, fields: TaskFields): ReadOrder {
  switch (action) {
    case 'retrain':
      return { order: { action, parameters: {} } };
    case 'rollback': {
      const { version } = fields;
      if (!version) return { problems: { version: 'Choose a model.' } };
      return { order: { action, parameters: { version } } };
    }
    case 'generate':
      return readSize(fields);
  }
}

/** Parses the size of the history to generate: its rows, days and seed. */
function readSize({ rows, days, seed }: TaskFields): ReadOrder {
  const numberOf = (text: string | undefined) => (text?.trim() ? Number(text) : Number.NaN);
  const size = { rows: numberOf(rows), days: numberOf(days), seed: numberOf(seed) };
  const { data, error } = historySizeSchema.safeParse(size);
  if (data) return { order: { action: 'generate', parameters: data } };
  const fields = error.issues.map(({ path }) => String(path[0]));
  return { problems: Object.fromEntries(fields.map((field) => [field, PROBLEMS[field]])) };
}

const PROBLEMS: Record<string, string> = {
  rows: 'Use a whole number from 1 to 1,000,000,000.',
  days: 'Use a whole number from 1 to 3,660.',
  seed: 'Use a whole number from 0 up.',
};
