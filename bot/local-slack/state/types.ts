import type { JsonObject } from '../json.ts';

export interface User {
  id: string;
  name: string;
  real_name: string;
  tz: string;
  is_bot: boolean;
  is_admin: boolean;
  /** Another workspace than this one, in a channel that both share. */
  team_id?: string;
}

/** A public channel has a name; a direct message (`is_im`) has the user it belongs to. */
export interface Channel {
  id: string;
  name?: string;
  user?: string;
  is_channel: boolean;
  is_im: boolean;
  is_mpim?: boolean;
  is_private?: boolean;
  is_archived?: boolean;
  /** Whether the app is in it; it is unless this is false. */
  is_member?: boolean;
}

/** Who the app is in the workspace. */
export interface AppIdentity {
  teamId: string;
  teamName: string;
  appId: string;
  botId: string;
  botUserId: string;
}

interface Reaction {
  name: string;
  users: string[];
  count: number;
}

/** A message as Slack holds it; `ephemeral_to` marks one that only that user sees. */
export interface Message {
  type: 'message';
  /** `tombstone`: it was deleted, and its thread remains. */
  subtype?: 'tombstone';
  hidden?: boolean;
  channel: string;
  ts: string;
  user: string;
  text: string;
  bot_id?: string;
  app_id?: string;
  thread_ts?: string;
  blocks?: JsonObject[];
  metadata?: JsonObject;
  files?: JsonObject[];
  reactions?: Reaction[];
  edited?: { user: string; ts: string };
  ephemeral_to?: string;
  streaming?: boolean;
}

/** A message as read back: a thread's first one carries a summary of its replies. */
export type ReadMessage = Message & { reply_count?: number; latest_reply?: string };

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  altText: string;
  /** Capability in the upload address, as in Slack's own. */
  uploadKey: string;
  completed: boolean;
  bytes?: Uint8Array;
}

/** An open modal or a Home tab. `content` is what the app sent; the rest is Slack's. */
export interface OpenView {
  id: string;
  hash: string;
  user: string;
  rootId: string;
  previousId: string | null;
  content: JsonObject;
  /** `state.values`: what is filled in, as far as Slack knows. */
  values: JsonObject;
}

export interface SuggestedPrompts {
  title: string;
  prompts: { title: string; message: string }[];
}

/** Long work shown at the top of the page, such as a first start. `fraction` is 0 to 1. */
export interface Banner {
  text: string;
  fraction: number;
}
