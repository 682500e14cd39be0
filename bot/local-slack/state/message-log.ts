import type { Timestamps } from './ids.ts';
import type { Message, ReadMessage } from './types.ts';

/** What a caller gives; type and timestamp are the log's. */
export type NewMessage = Omit<Message, 'type' | 'ts'>;

/** Every message of the workspace, oldest first. */
export class MessageLog {
  #messages: Message[] = [];
  readonly #timestamps: Timestamps;
  readonly #changed: () => void;

  constructor(timestamps: Timestamps, changed: () => void) {
    this.#timestamps = timestamps;
    this.#changed = changed;
  }

  post(message: NewMessage): Message {
    const posted: Message = { type: 'message', ts: this.#timestamps.next(), ...message };
    this.#messages.push(posted);
    this.#changed();
    return posted;
  }

  find(channel: string, ts: string): Message | undefined {
    return this.#messages.findLast(
      (message) => message.channel === channel && message.ts === ts && !message.subtype,
    );
  }

  /** Changes a message in place: channel, timestamp and author stay. */
  change(message: Message, changes: Partial<NewMessage>): Message {
    Object.assign(message, changes);
    this.#changed();
    return message;
  }

  /** Marks a message as edited by a user, now. */
  edit(message: Message, user: string, changes: Partial<NewMessage>): Message {
    return this.change(message, { ...changes, edited: { user, ts: this.#timestamps.next() } });
  }

  /** Takes a message away; where it has replies, a tombstone stays in its place. */
  remove(message: Message): void {
    const stays = this.#repliesTo(message).length > 0;
    this.#messages = this.#messages.flatMap((each) => {
      if (each !== message) return [each];
      return stays ? [tombstoneOf(message)] : [];
    });
    this.#changed();
  }

  /** Everything in a channel, replies and ephemeral messages included, oldest first. */
  inChannel(channel: string): ReadMessage[] {
    return this.#messages
      .filter((message) => message.channel === channel)
      .map((message) => this.#withThreadSummary(message));
  }

  /** A thread's first message and its replies, without ephemeral ones. */
  thread(channel: string, ts: string): ReadMessage[] {
    return this.inChannel(channel).filter(
      (message) => (message.ts === ts || message.thread_ts === ts) && !message.ephemeral_to,
    );
  }

  all(): readonly Message[] {
    return this.#messages;
  }

  restore(messages: Message[]): void {
    this.#messages = messages;
    for (const message of messages) this.#timestamps.resumeAfter(message.edited?.ts ?? message.ts);
  }

  #withThreadSummary(message: Message): ReadMessage {
    const replies = this.#repliesTo(message);
    const latest = replies.at(-1);
    if (!latest) return message;
    return { ...message, reply_count: replies.length, latest_reply: latest.ts };
  }

  #repliesTo({ channel, ts }: Message): Message[] {
    return this.#messages.filter(
      (each) =>
        each.channel === channel && each.thread_ts === ts && each.ts !== ts && !each.ephemeral_to,
    );
  }
}

function tombstoneOf({ channel, ts }: Message): Message {
  return {
    type: 'message',
    subtype: 'tombstone',
    hidden: true,
    channel,
    ts,
    thread_ts: ts,
    user: 'USLACKBOT',
    text: 'This message was deleted.',
  };
}
