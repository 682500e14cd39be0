import { useState } from 'preact/hooks';
import type { ReadMessage } from '../state/types.ts';
import { Composer } from './composer.ts';
import { html } from './html.ts';
import { MessageList } from './message-list.ts';
import { Prompts } from './prompts.ts';
import { useRoom } from './room.ts';

/** A thread beside the channel, with its own message box. */
export function Thread({ ts, messages }: { ts: string; messages: ReadMessage[] }) {
  const { openThread } = useRoom();
  const [sent, setSent] = useState(0);
  const thread = messages.filter((message) => message.ts === ts || message.thread_ts === ts);
  const close = () => openThread(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return html`
    <aside class="thread" aria-label="Thread" onKeyDown=${onKeyDown}>
      <header>
        <h2>Thread</h2>
        <button class="plain" aria-label="Close thread" onClick=${close}>✕</button>
      </header>
      <${MessageList} messages=${thread} inThread=${true} sent=${sent} empty=${html`<p class="empty">This thread is empty.</p>`} />
      <${Prompts} thread=${ts} />
      <${Composer} label="Reply in thread" placeholder="Reply…" thread=${ts} onSend=${() => setSent(sent + 1)} />
    </aside>
  `;
}
