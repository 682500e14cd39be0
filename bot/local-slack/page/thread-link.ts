import { useEffect, useState } from 'preact/hooks';
import type { ReadMessage } from '../state/types.ts';
import { timeOf } from './format.ts';
import { html } from './html.ts';
import { useRoom } from './room.ts';

/** The link to a message's thread, with the unread replies: those since it was last looked at. */
export function ThreadLink({ message }: { message: ReadMessage }) {
  const { thread, openThread } = useRoom();
  const { ts, latest_reply, reply_count: count = 0 } = message;
  const [read, setRead] = useState(count);
  const isOpen = thread === ts;
  useEffect(() => {
    if (isOpen) setRead(count);
  }, [isOpen, count]);
  if (count === 0) return null;
  const unread = isOpen ? 0 : count - read;
  const news = unread > 0 && html`<b class="unread">${unread} new</b>`;
  return html`
    <button class="thread-link" onClick=${() => openThread(ts)}>
      ${count} ${count === 1 ? 'reply' : 'replies'} ${news} <span>Last reply ${timeOf(latest_reply ?? ts)}</span>
    </button>
  `;
}
