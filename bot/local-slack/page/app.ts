import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { act } from './api.ts';
import { ProgressBanner } from './banner.ts';
import { Conversation } from './conversation.ts';
import { html } from './html.ts';
import { ModalDialog } from './modal.ts';
import { outcomeWords } from './outcome-words.ts';
import { type Room, RoomContext } from './room.ts';
import { Sidebar } from './sidebar.ts';
import { Thread } from './thread.ts';
import { usePlace } from './use-place.ts';
import { useSlack } from './use-slack.ts';

/** The whole page: sidebar, conversation, open thread and modal. */
export function App() {
  const [place, go] = usePlace();
  const { snapshot, live } = useSlack(place.user, place.channel);
  const [failure, setFailure] = useState<string>();
  useEffect(() => setFailure(undefined), [place.user, place.channel]);
  if (!snapshot) return html`<p class="loading">Opening local Slack…</p>`;

  const { user, channel } = place;
  const room: Room = {
    state: snapshot.state,
    me: user,
    channel,
    thread: place.thread,
    async perform(name: string, body: JsonObject) {
      const outcome = await act(name, { user, ...body });
      setFailure(outcomeWords(outcome));
      return outcome;
    },
    fail(error: string) {
      const outcome = { ok: false, error };
      setFailure(outcomeWords(outcome));
      return Promise.resolve(outcome);
    },
    openThread: (ts) => go({ user, channel, ...(ts ? { thread: ts } : {}) }),
  };
  const visible = snapshot.messages.filter((message) => (message.ephemeral_to ?? user) === user);
  const view = snapshot.views.at(-1);
  const notice = live ? failure : outcomeWords({ ok: false, error: 'server_gone' });

  return html`
    <${RoomContext.Provider} value=${room}>
      <${ProgressBanner} banner=${snapshot.state.banner} />
      <div class=${`page ${place.thread ? 'with-thread' : ''}`}>
        <${Sidebar} place=${place} go=${go} />
        <${Conversation}
          key=${channel}
          messages=${visible}
          home=${snapshot.home}
          notice=${notice}
          dismiss=${() => setFailure(undefined)}
        />
        ${place.thread && html`<${Thread} ts=${place.thread} messages=${visible} />`}
      </div>
      ${view && html`<${ModalDialog} key=${view.id} view=${view} />`}
    <//>
  `;
}
