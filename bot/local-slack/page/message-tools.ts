import type { ReadMessage } from '../state/types.ts';
import { html } from './html.ts';
import { Menu, type MenuItem } from './menu.ts';
import { type Room, useRoom } from './room.ts';

/** The toolbar of a message: reply in thread, the app's shortcuts, delete. */
export function MessageTools({ message, inThread }: { message: ReadMessage; inThread: boolean }) {
  const room = useRoom();
  // Slack offers nothing of this on what only one person sees, or on what is gone.
  if (message.ephemeral_to || message.subtype) return null;
  return html`
    <div class="tools">
      ${
        !inThread &&
        html`<button class="reply" onClick=${() => room.openThread(message.ts)}>Reply in thread</button>`
      }
      <${Menu} label="More actions" items=${[...shortcuts(room, message), ...deletion(room, message)]}>⋮<//>
    </div>
  `;
}

function shortcuts({ state, perform }: Room, { channel, ts }: ReadMessage): MenuItem[] {
  return state.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, description, callback_id }) => ({
      name,
      note: description,
      run: () => void perform('shortcut', { callback_id, channel, ts }),
    }));
}

function deletion({ state, me, perform }: Room, message: ReadMessage): MenuItem[] {
  const isAdmin = state.users.find(({ id }) => id === me)?.is_admin === true;
  if (message.user !== me && !isAdmin) return [];
  const { channel, ts } = message;
  return [
    { name: 'Delete message', isDanger: true, run: () => void perform('delete', { channel, ts }) },
  ];
}
