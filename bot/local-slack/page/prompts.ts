import { html } from './html.ts';
import { useRoom } from './room.ts';
import { send } from './send.ts';

/** The app's suggested prompts, as buttons: what to ask next in a conversation that has begun. */
export function Prompts({ thread }: { thread?: string | undefined }) {
  const room = useRoom();
  const offered = room.state.prompts[thread ? `${room.channel}:${thread}` : room.channel];
  if (!offered) return null;
  return html`
    <div class="chips prompts" role="group" aria-label="Suggested by Ducky">
      ${offered.prompts.map(
        ({ title, message }) =>
          html`<button onClick=${() => send(room, message, thread)}>${title}</button>`,
      )}
    </div>
  `;
}
