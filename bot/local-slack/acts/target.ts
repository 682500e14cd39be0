import type { PlacedElement } from '../blocks/walk.ts';
import { elementsOf } from '../blocks/walk.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { objectsIn } from '../json.ts';
import type { Message, OpenView } from '../state/types.ts';
import type { Input } from './element-state.ts';

/** Where something was used: in a message, or in a modal or Home tab. */
export type Target = { channel: string; ts: string } | { view_id: string };

/** What was used, and what it stands in. */
export type Found = { placed: PlacedElement } & ({ message: Message } | { view: OpenView });

type Wanted = Target & { user: string; action_id: string; value?: Input | undefined };

/**
 * Finds the button, menu or field that somebody uses, by its `action_id`; an error where there is
 * none that they see.
 */
export function findPlaced(wanted: Wanted, slack: SlackContext): Found | { error: string } {
  if ('view_id' in wanted) {
    const view = slack.workspace.views.find(wanted.view_id);
    if (view?.user !== wanted.user) return { error: 'view_not_found' };
    const placed = findElement(objectsIn(view.content.blocks), wanted);
    return placed ? { placed, view } : { error: 'action_not_found' };
  }
  const message = slack.workspace.messages.find(wanted.channel, wanted.ts);
  const isVisible = message && (message.ephemeral_to ?? wanted.user) === wanted.user;
  if (!isVisible) return { error: 'message_not_found' };
  const placed = findElement(message.blocks ?? [], wanted);
  return placed ? { placed, message } : { error: 'action_not_found' };
}

/** Finds an element by its id. Where several have the same, the value tells which one is meant. */
function findElement(
  blocks: readonly JsonObject[],
  { action_id, value }: Wanted,
): PlacedElement | undefined {
  const matching = elementsOf(blocks).filter(({ element }) => element.action_id === action_id);
  return matching.find(({ element }) => element.value === value) ?? matching[0];
}
