import type { JsonObject } from '../json.ts';
import { objectAt } from '../json.ts';
import type { Channel } from '../state/types.ts';
import { html } from './html.ts';
import { useRoom } from './room.ts';

/** The channels and direct messages that a conversations menu offers, for a native select. */
export function ConversationOptions({ element }: { element: JsonObject }) {
  const { state, me, channel } = useRoom();
  const { include } = objectAt(element, 'filter');
  const isWanted = (each: Channel) => !Array.isArray(include) || include.includes(kindOf(each));
  const initial =
    element.initial_conversation ??
    (element.default_to_current_conversation === true ? channel : undefined);
  return state.channels
    .filter((each) => (each.user ?? me) === me && isWanted(each))
    .map(
      (each) => html`
        <option value=${each.id} selected=${each.id === initial}>
          ${each.is_im ? 'Ducky (direct message)' : `#${each.name}`}
        </option>
      `,
    );
}

function kindOf({ is_im, is_mpim, is_private }: Channel): string {
  if (is_im) return 'im';
  if (is_mpim) return 'mpim';
  return is_private ? 'private' : 'public';
}
