import type { JsonObject } from '../json.ts';
import { FileStore } from './file-store.ts';
import type { Clock } from './ids.ts';
import { Timestamps } from './ids.ts';
import { MessageLog } from './message-log.ts';
import { OfferedOptions } from './offered-options.ts';
import type { WorkspaceSeed } from './seed.ts';
import { DEFAULT_SEED } from './seed.ts';
import type { AppIdentity, Banner, Channel, Message, SuggestedPrompts, User } from './types.ts';
import { ViewRegistry } from './view-registry.ts';

/** The state of one workspace, in memory; every change is told to its listeners. */
export class Workspace {
  readonly identity: AppIdentity;
  readonly users: ReadonlyMap<string, User>;
  readonly #channels: Map<string, Channel>;
  readonly timestamps: Timestamps;
  readonly messages: MessageLog;
  readonly files: FileStore;
  readonly views: ViewRegistry;
  readonly offered = new OfferedOptions();
  /** What each user has chosen in a message, by user: the message's `state.values` for them. */
  readonly chosen = new WeakMap<Message, Map<string, JsonObject>>();
  /** Suggested prompts by channel, and by `channel:thread`. */
  readonly prompts = new Map<string, SuggestedPrompts>();
  /** What the app says it is doing, by channel. */
  readonly statuses = new Map<string, string>();
  banner: Banner | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(clock: Clock, seed: Partial<WorkspaceSeed> = {}) {
    const { identity, users, channels } = { ...DEFAULT_SEED, ...seed };
    const changed = () => this.changed();
    this.identity = identity;
    this.users = new Map(users.map((user) => [user.id, user]));
    this.#channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.timestamps = new Timestamps(clock);
    this.messages = new MessageLog(this.timestamps, changed);
    this.files = new FileStore(changed);
    this.views = new ViewRegistry(changed);
  }

  get channels(): ReadonlyMap<string, Channel> {
    return this.#channels;
  }

  /** Archives a channel, takes the app out of it, or what else is to change. */
  changeChannel(id: string, changes: Partial<Omit<Channel, 'id'>>): void {
    const channel = this.#channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    this.#channels.set(id, { ...channel, ...changes });
    this.changed();
  }

  /** The direct message between the app and a user. */
  directMessageOf(user: string): Channel | undefined {
    return [...this.channels.values()].find((channel) => channel.is_im && channel.user === user);
  }

  /** Subscribes a listener to every change until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
