import { elementsOf } from '../blocks/walk.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, objectsIn, textAt } from '../json.ts';
import type { Message, OpenView } from '../state/types.ts';
import type { Workspace } from '../state/workspace.ts';
import { elementState, type Input } from './element-state.ts';

/** What somebody filled in, by block id: Slack's own `{action_id: state}`, or simply the value. */
export type GivenValues = Record<string, Input | JsonObject>;

/**
 * The form values (`state.values`) of a view: what was given now, else what was given before, else
 * what it began with. It is remembered with the view, as Slack's client does, for as long as the
 * element stays.
 */
export function viewValues(view: OpenView, given: GivenValues, workspace: Workspace): JsonObject {
  view.values = formValues(objectsIn(view.content.blocks), { given, held: view.values }, workspace);
  return view.values;
}

/** The form values of a message for one user, remembered like a view's. */
export function messageValues(
  { message, user }: { message: Message; user: string },
  given: GivenValues,
  workspace: Workspace,
): JsonObject {
  const chosen = workspace.chosen.get(message) ?? new Map<string, JsonObject>();
  const held = chosen.get(user) ?? {};
  const values = formValues(message.blocks ?? [], { given, held }, workspace);
  workspace.chosen.set(message, chosen.set(user, values));
  return values;
}

function formValues(
  blocks: readonly JsonObject[],
  { given, held }: { given: GivenValues; held: JsonObject },
  { offered }: Workspace,
): JsonObject {
  const values: Record<string, JsonObject> = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const actionId = textAt(element, 'action_id') ?? '';
    const known = objectAt(held, blockId)[actionId];
    const state =
      givenState(offered.addTo(element), given[blockId], actionId) ??
      known ??
      elementState(element);
    if (state) values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

function givenState(element: JsonObject, given: Input | JsonObject | undefined, actionId: string) {
  if (given === undefined) return undefined;
  if (!isObject(given)) return elementState(element, given);
  const inSlackShape = given[actionId];
  return isObject(inSlackShape) ? { type: element.type, ...inSlackShape } : undefined;
}
