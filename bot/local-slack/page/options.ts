import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textAt } from '../json.ts';
import { html } from './html.ts';
import { plainOf } from './text.ts';

/** The values that an element has selected by default. */
export function initialChoice(element: JsonObject): Set<string> {
  const initial = isObject(element.initial_option)
    ? [element.initial_option]
    : objectsIn(element.initial_options);
  return new Set(initial.map(optionValue));
}

export function optionValue(option: JsonObject): string {
  return textAt(option, 'value') ?? '';
}

/** Every option of an element, those in groups too. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [
    ...objectsIn(element.options),
    ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
  ];
}

/** The options for a native select, in their groups. */
export function NativeOptions({ element }: { element: JsonObject }) {
  const chosen = initialChoice(element);
  const native = (option: JsonObject) => html`
    <option value=${optionValue(option)} selected=${chosen.has(optionValue(option))}>${plainOf(option.text)}</option>
  `;
  const groups = objectsIn(element.option_groups);
  if (groups.length === 0) return objectsIn(element.options).map(native);
  return groups.map(
    (group) => html`
      <optgroup label=${plainOf(group.label)}>${objectsIn(group.options).map(native)}</optgroup>
    `,
  );
}
