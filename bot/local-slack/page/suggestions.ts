import { Duck } from './avatar.ts';
import { html } from './html.ts';
import { useRoom } from './room.ts';
import { send } from './send.ts';

const EXAMPLES = [
  '/forecast women 25-34 on iOS in Mumbai next 14 days',
  '/forecast men on Android phones in Delhi next 7 days',
  '@ducky can I get 5M impressions in Germany in the next 2 weeks?',
  '/ducky what does P10 mean?',
];

/** What an empty channel offers: a welcome, and things to say with one click. */
export function Suggestions({ title }: { title: string }) {
  const room = useRoom();
  const offered = room.state.prompts[room.channel];
  const chips = offered?.prompts ?? EXAMPLES.map((message) => ({ title: message, message }));
  return html`
    <section class="welcome">
      <${Duck} />
      <h3>${offered?.title || `Welcome to ${title}`}</h3>
      <p class="welcome-text">Ask Ducky in your own words what a targeting would deliver. Try one of these:</p>
      <div class="chips">
        ${chips.map(
          (chip) => html`<button onClick=${() => send(room, chip.message)}>${chip.title}</button>`,
        )}
      </div>
    </section>
  `;
}
