import type { PlacedElement } from '../blocks/walk.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, textAt } from '../json.ts';
import { messageAction, viewAction } from '../payloads.ts';
import { elementState, findOption, type Input } from './element-state.ts';
import type { Outcome } from './outcome.ts';
import { findPlaced, type Target } from './target.ts';
import { type GivenValues, messageValues, viewValues } from './view-values.ts';

/** A click on what has an `action_id`; `value` picks among options or equal ids. */
export type Click = Target & {
  user: string;
  action_id: string;
  value?: Input | undefined;
  /** In a view: what is filled in at that moment, by block id. */
  values?: GivenValues | undefined;
};

/**
 * Somebody clicks a button or chooses in a menu, in a message, a modal or a Home tab: the app is
 * sent `block_actions`.
 */
export async function click(clicked: Click, slack: SlackContext): Promise<Outcome> {
  const found = findPlaced(clicked, slack);
  if ('error' in found) return { ok: false, error: found.error };
  const { user, values: given = {} } = clicked;
  const { element, blockId } = found.placed;
  const chosen = clicked.value ?? inputIn(given[blockId]);
  const state = elementState(slack.workspace.offered.addTo(element), chosen);
  const action = describeAction(found.placed, { clicked, state, slack });
  const used: GivenValues = state ? { [blockId]: { [clicked.action_id]: state } } : {};
  const { workspace, delivery } = slack;
  if ('message' in found) {
    const { message } = found;
    const values = messageValues({ message, user }, used, workspace);
    const payload = messageAction({ user, message, action, values }, slack);
    return delivery.once('interactive', payload);
  }
  const { view } = found;
  const values = viewValues(view, { ...given, ...used }, workspace);
  return delivery.once('interactive', viewAction({ view, action, values }, slack));
}

function inputIn(given: GivenValues[string] | undefined): Input | undefined {
  return isObject(given) ? undefined : given;
}

interface Use {
  clicked: Click;
  state: JsonObject | undefined;
  slack: SlackContext;
}

function describeAction({ element, blockId }: PlacedElement, { clicked, state, slack }: Use) {
  return {
    type: element.type,
    block_id: blockId,
    action_id: element.action_id,
    action_ts: slack.workspace.timestamps.next(),
    ...(state ?? pressed(element, clicked.value)),
  };
}

/** What a clicked button says: its text and value; of an overflow menu, the option. */
function pressed(element: JsonObject, value: Input | undefined): JsonObject {
  const type = textAt(element, 'type');
  if (type === 'overflow') return { selected_option: findOption(element, String(value)) ?? null };
  if (type === 'feedback_buttons') {
    return { value: value ?? objectAt(element, 'positive_button').value };
  }
  return { text: element.text, value: value ?? element.value };
}
