import type { JsonObject } from '../json.ts';
import { objectsIn, textAt } from '../json.ts';

/** Remembers what the app offered for its external menus, so that a chosen option can be named. */
export class OfferedOptions {
  readonly #byAction = new Map<string, Map<string, JsonObject>>();

  remember(actionId: string, options: readonly JsonObject[]): void {
    const known = this.#byAction.get(actionId) ?? new Map<string, JsonObject>();
    for (const option of options) known.set(textAt(option, 'value') ?? '', option);
    this.#byAction.set(actionId, known);
  }

  /** The element with all that was offered for it, beside what it began with. */
  addTo(element: JsonObject): JsonObject {
    if (!textAt(element, 'type')?.endsWith('external_select')) return element;
    const initial = [element.initial_option, ...objectsIn(element.initial_options)];
    const offered = this.#byAction.get(textAt(element, 'action_id') ?? '')?.values() ?? [];
    return { ...element, options: objectsIn([...initial, ...offered]) };
  }
}
