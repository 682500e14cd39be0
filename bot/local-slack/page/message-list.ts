import type { ReadMessage } from '../state/types.ts';
import { dayOf } from './format.ts';
import { type Child, html } from './html.ts';
import { MessageItem } from './message.ts';
import { useStayAtEnd } from './use-stay-at-end.ts';

const GROUPED_WITHIN_S = 300;

interface MessageListProps {
  messages: ReadMessage[];
  empty?: Child;
  inThread?: boolean;
  /** How often somebody here has sent something; each time the list goes to its end. */
  sent: number;
}

/** Lists messages by day, oldest first; it stays scrolled to the end as new ones arrive. */
export function MessageList({ messages, empty, inThread = false, sent }: MessageListProps) {
  const { list, content, onScroll } = useStayAtEnd(sent);
  return html`
    <div
      class="messages"
      ref=${list}
      onScroll=${onScroll}
      role="log"
      aria-live="polite"
      aria-label=${inThread ? 'Thread' : 'Messages'}
      tabindex="0"
    >
      <div ref=${content}>
      ${messages.length === 0 ? empty : null}
      ${messages.flatMap((message, index) => {
        const previous = messages[index - 1];
        const isNewDay = !inThread && (!previous || dayOf(previous.ts) !== dayOf(message.ts));
        const day = dayOf(message.ts);
        return [
          isNewDay && html`<h3 key=${day} class="day"><span>${day}</span></h3>`,
          html`<${MessageItem}
            key=${message.ts}
            message=${message}
            isGrouped=${!isNewDay && continues(message, previous)}
            inThread=${inThread}
          />`,
        ];
      })}
      </div>
    </div>
  `;
}

/** Whether a message follows the one before so closely that its author need not be named again. */
function continues(message: ReadMessage, previous: ReadMessage | undefined): boolean {
  return (
    previous?.user === message.user &&
    previous.ephemeral_to === message.ephemeral_to &&
    Number(message.ts) - Number(previous.ts) < GROUPED_WITHIN_S
  );
}
