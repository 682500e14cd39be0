import { elementsOf } from '../blocks/walk.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, objectsIn, textAt } from '../json.ts';
import type { OpenView } from '../state/types.ts';
import type { Workspace } from '../state/workspace.ts';
import { elementState, type Input } from './element-state.ts';

/** What somebody filled in, by block id: Slack's own `{action_id: state}`, or simply the value. */
export type GivenValues = Record<string, Input | JsonObject>;

/**
 * The form values (`state.values`) of a view: what was given now, else what was given before, else
 * what it began with. It is remembered with the view, as Slack's client does, for as long as the
 * element stays.
 */
export function viewValues(
  view: OpenView,
  given: GivenValues,
  { offered }: Workspace,
): Record<string, JsonObject> {
  const values: Record<string, JsonObject> = {};
  for (const { blockId, element } of elementsOf(objectsIn(view.content.blocks))) {
    const actionId = textAt(element, 'action_id') ?? '';
    const held = objectAt(view.values, blockId)[actionId];
    const known = isObject(held) ? held : elementState(element);
    const state = givenState(offered.addTo(element), given[blockId], actionId) ?? known;
    if (state) values[blockId] = { ...values[blockId], [actionId]: state };
  }
  view.values = values;
  return values;
}

function givenState(element: JsonObject, given: Input | JsonObject | undefined, actionId: string) {
  if (given === undefined) return undefined;
  if (!isObject(given)) return elementState(element, given);
  const inSlackShape = given[actionId];
  return isObject(inSlackShape) ? { type: element.type, ...inSlackShape } : undefined;
}
