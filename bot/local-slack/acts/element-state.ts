import { elementsOf } from '../blocks/walk.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textAt } from '../json.ts';

/** What a person chose or typed: one value, or several for what takes several. */
export type Input = string | readonly string[];

/**
 * The value of a form element as its entry in `state.values`, worded by Slack for its type: what it
 * held at first, or what was chosen. Undefined for what holds no state, such as a button.
 */
export function elementState(element: JsonObject, input?: Input): JsonObject | undefined {
  const type = textAt(element, 'type') ?? '';
  const first = typeof input === 'string' ? input : input?.[0];
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
      return { type, value: (first ?? textAt(element, 'initial_value')) || null };
    case 'datepicker':
      return { type, selected_date: (first ?? textAt(element, 'initial_date')) || null };
    case 'timepicker':
      return { type, selected_time: (first ?? textAt(element, 'initial_time')) || null };
    case 'conversations_select':
      return {
        type,
        selected_conversation: (first ?? textAt(element, 'initial_conversation')) || null,
      };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: chosen(element, first) ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: severalChosen(element, input) };
    default:
      return undefined;
  }
}

/** The default values of blocks: `state.values` before anybody touched them. */
export function initialValues(blocks: readonly JsonObject[]): JsonObject {
  const values: Record<string, JsonObject> = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const state = elementState(element);
    if (state)
      values[blockId] = { ...values[blockId], [textAt(element, 'action_id') ?? '']: state };
  }
  return values;
}

/** True where a field was left empty: it holds no text, date or option. */
export function isEmptyState(state: JsonObject): boolean {
  const { type: _type, ...held } = state;
  return Object.values(held).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** Finds the option with a value, among an element's options and those in its groups. */
export function findOption(element: JsonObject, value: string): JsonObject | undefined {
  const grouped = objectsIn(element.option_groups).flatMap((group) => group.options);
  return [...objectsIn(element.options), ...objectsIn(grouped)].find(
    (option) => option.value === value,
  );
}

function chosen(element: JsonObject, value: string | undefined): JsonObject | undefined {
  if (value !== undefined) return findOption(element, value) ?? unnamed(element, value);
  const initial = element.initial_option;
  return isObject(initial) ? initial : undefined;
}

function severalChosen(element: JsonObject, input: Input | undefined): JsonObject[] {
  if (input === undefined) return objectsIn(element.initial_options);
  const values = typeof input === 'string' ? [input] : input;
  return values
    .map((value) => findOption(element, value) ?? unnamed(element, value))
    .filter((option) => option !== undefined);
}

/** A value that was chosen without having been offered; only the app knows an external menu's. */
function unnamed(element: JsonObject, value: string): JsonObject | undefined {
  const isExternal = textAt(element, 'type')?.endsWith('external_select') && value !== '';
  return isExternal ? { text: { type: 'plain_text', text: value }, value } : undefined;
}
