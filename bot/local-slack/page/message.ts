import type { ReadMessage } from '../state/types.ts';
import { Avatar } from './avatar.ts';
import { Blocks } from './blocks.ts';
import { emojiOf } from './emoji.ts';
import { Files } from './files.ts';
import { timeOf } from './format.ts';
import { html } from './html.ts';
import { Icon } from './icon.ts';
import { MessageTools } from './message-tools.ts';
import { Mrkdwn } from './mrkdwn.ts';
import { nameOf, useRoom } from './room.ts';
import { ThreadLink } from './thread-link.ts';

interface MessageProps {
  message: ReadMessage;
  isGrouped: boolean;
  inThread: boolean;
}

/** One message: who, when, what, and what can be done with it. */
export function MessageItem({ message, isGrouped, inThread }: MessageProps) {
  const { state } = useRoom();
  const author = state.users.find((user) => user.id === message.user);
  const name = nameOf(state, message.user);
  const time = timeOf(message.ts);
  const kind = `${isGrouped ? 'grouped' : ''} ${message.ephemeral_to ? 'ephemeral' : ''}`;
  return html`
    <article class=${`message ${kind}`} aria-label=${`${name}, ${time}`} data-ts=${message.ts}>
      <div class="gutter">
        ${isGrouped ? html`<time class="gutter-time">${time}</time>` : html`<${Avatar} user=${author} />`}
      </div>
      <div class="body">
        ${message.ephemeral_to && html`<p class="only-you"><${Icon} name="eye" /> Only visible to you</p>`}
        ${
          !isGrouped &&
          html`<p class="byline">
            <b>${name}</b>${author?.is_bot && html` <span class="tag">APP</span>`} <time class="when">${time}</time>
          </p>`
        }
        <${Content} message=${message} />
        <${Reactions} message=${message} />
        ${!inThread && html`<${ThreadLink} message=${message} />`}
      </div>
      <${MessageTools} message=${message} inThread=${inThread} />
    </article>
  `;
}

/** A message's text or blocks, its files and, while it is being streamed, a Stop button. */
function Content({ message }: { message: ReadMessage }) {
  const { perform } = useRoom();
  const { channel, ts, blocks = [], files = [], text } = message;
  const edited = message.edited && html`<span class="edited"> (edited)</span>`;
  const showsText = text !== '' && blocks.length === 0;
  return html`
    ${showsText && html`<div class="text"><${Mrkdwn} text=${text} /></div>`}
    <${Blocks} blocks=${blocks} source=${{ channel, ts }} />
    ${edited}
    ${
      message.streaming &&
      html`<p class="writing">
        <span class="typing" aria-label="Still writing">▍</span>
        <button onClick=${() => perform('stop', { channel, ts })}>Stop</button>
      </p>`
    }
    <${Files} files=${files} />
  `;
}

function Reactions({ message: { reactions = [] } }: { message: ReadMessage }) {
  if (reactions.length === 0) return null;
  return html`
    <p class="reactions">
      ${reactions.map(({ name, count }) => html`<span title=${name}>${emojiOf(name)} ${count}</span>`)}
    </p>
  `;
}
