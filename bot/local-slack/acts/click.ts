import type { PlacedElement } from '../blocks/walk.ts';
import { elementsOf } from '../blocks/walk.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { messageAction, viewAction } from '../payloads.ts';
import { elementState, findOption, type Input, initialValues } from './element-state.ts';
import type { Outcome } from './outcome.ts';

/** A click on what has an `action_id`; `value` picks among options or equal ids. */
export interface Click {
  user: string;
  action_id: string;
  value?: Input | undefined;
}

/** Clicks in a message. */
export async function clickMessage(
  click: Click & { channel: string; ts: string },
  slack: SlackContext,
): Promise<Outcome> {
  const { user, channel, ts } = click;
  const message = slack.workspace.messages.find(channel, ts);
  const visible = message && (message.ephemeral_to ?? user) === user;
  if (!visible) return { ok: false, error: 'message_not_found' };
  const placed = findElement(message.blocks ?? [], click);
  if (!placed) return { ok: false, error: 'action_not_found' };
  const action = describeAction(placed, click, slack);
  const values = initialValues(message.blocks ?? []);
  const payload = messageAction({ user, message, action, values }, slack);
  return slack.delivery.once('interactive', payload);
}

/** Clicks in an open modal or a Home tab. */
export async function clickView(
  click: Click & { view_id: string },
  slack: SlackContext,
): Promise<Outcome> {
  const view = slack.workspace.views.find(click.view_id);
  if (view?.user !== click.user) return { ok: false, error: 'view_not_found' };
  const blocks = objectsIn(view.content.blocks);
  const placed = findElement(blocks, click);
  if (!placed) return { ok: false, error: 'action_not_found' };
  const action = describeAction(placed, click, slack);
  const payload = viewAction({ view, action, values: initialValues(blocks) }, slack);
  return slack.delivery.once('interactive', payload);
}

function findElement(blocks: readonly JsonObject[], click: Click): PlacedElement | undefined {
  const matching = elementsOf(blocks).filter(
    ({ element }) => element.action_id === click.action_id,
  );
  return matching.find(({ element }) => element.value === click.value) ?? matching[0];
}

function describeAction(placed: PlacedElement, { value }: Click, slack: SlackContext): JsonObject {
  const { element, blockId } = placed;
  return {
    type: element.type,
    block_id: blockId,
    action_id: element.action_id,
    action_ts: slack.workspace.timestamps.next(),
    ...(elementState(element, value) ?? pressed(element, value)),
  };
}

function pressed(element: JsonObject, value: Input | undefined): JsonObject {
  const type = textAt(element, 'type');
  if (type === 'overflow') return { selected_option: findOption(element, String(value)) ?? null };
  if (type === 'feedback_buttons') {
    return { value: value ?? objectAt(element, 'positive_button').value };
  }
  return { text: element.text, value: value ?? element.value };
}
