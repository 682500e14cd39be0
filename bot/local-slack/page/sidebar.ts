import type { Channel } from '../state/types.ts';
import { Avatar, Duck } from './avatar.ts';
import { html } from './html.ts';
import { useRoom } from './room.ts';
import type { Place } from './use-place.ts';

interface SidebarProps {
  place: Place;
  go(place: Place): void;
}

/** The sidebar: channels, the direct message with the duck, and who one is. */
export function Sidebar({ place, go }: SidebarProps) {
  const { state } = useRoom();
  const channels = state.channels.filter((channel) => !channel.is_im);
  const direct = state.channels.find((channel) => channel.is_im && channel.user === place.user);
  const link = (channel: Channel, label: unknown) => html`
    <li>
      <button
        class="channel-link"
        aria-current=${channel.id === place.channel ? 'page' : undefined}
        onClick=${() => go({ user: place.user, channel: channel.id })}
      >
        ${label}
      </button>
    </li>
  `;
  const { is_connected: isOnline } = state.bot;
  return html`
    <nav class="sidebar" aria-label="Channels">
      <h1><${Duck} /> ${state.team}</h1>
      <h2>Channels</h2>
      <ul>
        ${channels.map((channel) =>
          link(channel, html`<span class="hash" aria-hidden="true">#</span> ${channel.name}`),
        )}
      </ul>
      <h2>Direct messages</h2>
      <ul>
        ${
          direct &&
          link(
            direct,
            html`<span
                class=${`presence ${isOnline ? 'online' : ''}`}
                title=${isOnline ? 'connected' : 'not connected'}
              ></span>
              Ducky <span class="tag">APP</span>`,
          )
        }
      </ul>
      <${UserSwitch} place=${place} go=${go} />
    </nav>
  `;
}

/** Switches the user as whom one acts. */
function UserSwitch({ place, go }: SidebarProps) {
  const { state } = useRoom();
  const people = state.users.filter((user) => !user.is_bot);
  const become = (user: string) => {
    const isDirect = state.channels.some((it) => it.id === place.channel && it.is_im);
    const own = state.channels.find((channel) => channel.user === user)?.id;
    go({ user, channel: isDirect && own ? own : place.channel });
  };
  return html`
    <fieldset class="people">
      <legend>You are</legend>
      ${people.map(
        (user) => html`
          <button aria-pressed=${user.id === place.user} onClick=${() => become(user.id)}>
            <${Avatar} user=${user} />
            <span>${user.real_name}<small>${user.is_admin ? 'admin' : 'planner'}</small></span>
          </button>
        `,
      )}
    </fieldset>
  `;
}
