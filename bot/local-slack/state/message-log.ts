import type { Timestamps } from './ids.ts';
import type { Message, ReadMessage } from './types.ts';

/** What a caller gives; type and timestamp are the log's. */
export type NewMessage = Omit<Message, 'type' | 'ts'>;

/** Replies to a message: how many, and the latest. */
type ThreadSummary = Required<Pick<ReadMessage, 'reply_count' | 'latest_reply'>>;

/** Stores every message of the workspace in memory, oldest first. */
export class MessageLog {
  #messages: Message[] = [];
  #byChannel = new Map<string, Message[]>();
  readonly #timestamps: Timestamps;
  readonly #changed: () => void;

  constructor(timestamps: Timestamps, changed: () => void) {
    this.#timestamps = timestamps;
    this.#changed = changed;
  }

  /** Stores a new message with a timestamp of its own. */
  post(message: NewMessage): Message {
    const posted: Message = { type: 'message', ts: this.#timestamps.next(), ...message };
    this.#messages.push(posted);
    const others = this.#byChannel.get(posted.channel);
    if (others) others.push(posted);
    else this.#byChannel.set(posted.channel, [posted]);
    this.#changed();
    return posted;
  }

  /** Finds a message by channel and timestamp; one that was deleted is not found. */
  find(channel: string, ts: string): Message | undefined {
    return this.#in(channel).findLast((message) => message.ts === ts && !message.subtype);
  }

  /** Changes a message in place: channel, timestamp and author stay. */
  change(message: Message, changes: Partial<NewMessage>): Message {
    Object.assign(message, changes);
    this.#changed();
    return message;
  }

  /** Edits a message and marks it as edited by a user, now. */
  edit(message: Message, user: string, changes: Partial<NewMessage>): Message {
    return this.change(message, { ...changes, edited: { user, ts: this.#timestamps.next() } });
  }

  /** Deletes a message; where it has replies, a tombstone stays in its place. */
  remove(message: Message): void {
    const stays = threadSummaries(this.#in(message.channel)).has(message.ts);
    this.#replaceAll(
      this.#messages.flatMap((each) => {
        if (each !== message) return [each];
        return stays ? [tombstoneOf(message)] : [];
      }),
    );
    this.#changed();
  }

  /** Lists everything in a channel, replies and ephemeral messages included, oldest first. */
  inChannel(channel: string): ReadMessage[] {
    const messages = this.#in(channel);
    const summaries = threadSummaries(messages);
    return messages.map((message) => {
      const summary = summaries.get(message.ts);
      return summary ? { ...message, ...summary } : message;
    });
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

  /** Puts stored messages back after a restart; new ones get later timestamps. */
  restore(messages: Message[]): void {
    this.#replaceAll(messages);
    for (const message of messages) this.#timestamps.resumeAfter(message.edited?.ts ?? message.ts);
  }

  #in(channel: string): readonly Message[] {
    return this.#byChannel.get(channel) ?? [];
  }

  #replaceAll(messages: Message[]): void {
    this.#messages = messages;
    this.#byChannel = Map.groupBy(messages, ({ channel }) => channel);
  }
}

/**
 * Counts the replies in each thread of a channel, by its first message; ephemeral ones are none.
 */
function threadSummaries(messages: readonly Message[]): Map<string, ThreadSummary> {
  const summaries = new Map<string, ThreadSummary>();
  for (const { ts, thread_ts: first, ephemeral_to: isEphemeral } of messages) {
    if (first === undefined || first === ts || isEphemeral) continue;
    const count = summaries.get(first)?.reply_count ?? 0;
    summaries.set(first, { reply_count: count + 1, latest_reply: ts });
  }
  return summaries;
}

/** The placeholder for a deleted message whose thread remains. */
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
