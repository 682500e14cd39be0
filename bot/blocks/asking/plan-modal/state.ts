import { z } from 'zod';

import { LIMITS } from '../../limits.ts';
import { type FieldName, type FormValues, LIST_FIELDS, PLAIN_FIELDS } from './fields.ts';

const chosen = z.object({ value: z.string().max(LIMITS.optionValue) });

/** What Slack says of one input; null stands for nothing. */
const inputSchema = z
  .object({
    value: z.string().max(LIMITS.inputValue).nullish(),
    selected_date: z.string().max(10).nullish(),
    selected_conversation: z.string().max(50).nullish(),
    selected_option: chosen.nullish(),
    selected_options: z.array(chosen).max(LIMITS.options).nullish(),
  })
  .transform((input) => {
    const single = input.value ?? input.selected_date ?? input.selected_conversation;
    const options = [...(input.selected_options ?? []), ...[input.selected_option ?? []].flat()];
    return [...[single ?? []].flat(), ...options.map(({ value }) => value)]
      .map((text) => text.trim())
      .filter((text) => text !== '');
  });

const stateSchema = z.record(z.string(), z.record(z.string(), inputSchema));

/** The block id of a field; another one after each change of what it is to hold. */
export function blockIdOf(field: FieldName, revision: number): string {
  return `${field}:${revision}`;
}

/** Parses what a form holds now from Slack's `state.values`; undefined where that is of no form. */
export function readState(values: unknown): FormValues | undefined {
  const { success, data } = stateSchema.safeParse(values);
  if (!success) return undefined;
  const entries = Object.entries(data).flatMap(([blockId, inputs]) => {
    const field = fieldOf(blockId);
    const held = Object.values(inputs).flat();
    return field && held.length > 0 ? [[field, held] as const] : [];
  });
  return Object.fromEntries(entries);
}

const FIELD_NAMES: ReadonlySet<string> = new Set([
  ...PLAIN_FIELDS,
  ...LIST_FIELDS.map(({ name }) => name),
]);

function fieldOf(blockId: string): FieldName | undefined {
  const name = blockId.slice(0, blockId.indexOf(':'));
  return FIELD_NAMES.has(name) ? (name as FieldName) : undefined;
}
