import { useEffect, useState } from 'preact/hooks';
import type { ReadMessage } from '../state/types.ts';
import type { View } from './api.ts';
import { Blocks } from './blocks.ts';
import { Composer } from './composer.ts';
import { html } from './html.ts';
import { MessageList } from './message-list.ts';
import { Notice } from './notice.ts';
import { Prompts } from './prompts.ts';
import { useRoom } from './room.ts';
import { Suggestions } from './suggestions.ts';

const PLACEHOLDER = '/forecast women 25-34 on iOS in Mumbai next 14 days';

interface ConversationProps {
  messages: ReadMessage[];
  home: View | null;
  notice: string | undefined;
  dismiss(): void;
}

/** A channel or a direct message: what was said, and where to say more. */
export function Conversation({ messages, home, notice, dismiss }: ConversationProps) {
  const { state, channel, perform } = useRoom();
  const { name, is_im: isDirect } = state.channels.find((it) => it.id === channel) ?? {};
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  const [sent, setSent] = useState(0);
  const { is_connected: isConnected } = state.bot;
  useEffect(() => {
    if (isDirect && isConnected) void perform('home', { tab });
  }, [isDirect, isConnected, tab]);

  const top = messages.filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts);
  const title = isDirect ? 'Ducky' : `#${name}`;
  return html`
    <main class="conversation" aria-label=${title}>
      <header>
        <h2>${title}</h2>
        ${isDirect && html`<${Tabs} tab=${tab} choose=${setTab} />`}
        <${Presence} isConnected=${isConnected} />
      </header>
      ${
        tab === 'home'
          ? html`<${HomeTab} home=${home} />`
          : html`
            <${MessageList} messages=${top} sent=${sent} empty=${html`<${Suggestions} title=${title} />`} />
            <${Status} text=${state.statuses[channel]} />
            <${Notice} text=${notice} dismiss=${dismiss} />
            ${top.length > 0 && html`<${Prompts} />`}
            <${Composer} label=${`Message ${title}`} placeholder=${PLACEHOLDER} onSend=${() => setSent(sent + 1)} />
          `
      }
    </main>
  `;
}

/** Switches a direct message between its messages and the Home tab. */
function Tabs({ tab, choose }: { tab: string; choose(tab: 'messages' | 'home'): void }) {
  return html`
    <div class="tabs">
      ${(['messages', 'home'] as const).map(
        (each) => html`
          <button aria-pressed=${each === tab} onClick=${() => choose(each)}>
            ${each === 'home' ? 'Home' : 'Messages'}
          </button>
        `,
      )}
    </div>
  `;
}

/** Shows whether the bot is connected. */
function Presence({ isConnected }: { isConnected: boolean }) {
  return html`
    <span class="connection" role="status">
      <span class=${`presence ${isConnected ? 'online' : ''}`}></span>
      ${isConnected ? 'Ducky is connected' : 'Ducky is not connected'}
    </span>
  `;
}

function HomeTab({ home }: { home: View | null }) {
  if (!home) return html`<p class="home">Ducky has not put anything here yet.</p>`;
  return html`<div class="home"><${Blocks} blocks=${home.blocks} source=${{ view_id: home.id }} /></div>`;
}

function Status({ text }: { text: string | undefined }) {
  return html`<p class="status" role="status">${text && `Ducky ${text}`}</p>`;
}
