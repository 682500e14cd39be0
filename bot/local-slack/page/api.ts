import type { JsonObject } from '../json.ts';
import type { Shortcut } from '../state/installed-app.ts';
import type { Banner, Channel, ReadMessage, SuggestedPrompts, User } from '../state/types.ts';

/** The workspace apart from its messages. */
export interface PageState {
  bot: { id: string; is_connected: boolean };
  team: string;
  users: User[];
  channels: Channel[];
  shortcuts: Shortcut[];
  prompts: Record<string, SuggestedPrompts>;
  statuses: Record<string, string>;
  banner: Banner | null;
}

/** A modal or Home tab, as the app sent it plus Slack's id. */
export interface View {
  id: string;
  hash: string;
  title?: { text: string };
  submit?: { text: string };
  close?: { text: string };
  blocks: JsonObject[];
}

/** All the data that the page shows at one moment. */
export interface Snapshot {
  state: PageState;
  messages: ReadMessage[];
  views: View[];
  home: View | null;
}

/** The server's answer to what a user did. */
export interface Outcome {
  ok: boolean;
  error?: string;
  problems?: string[];
  response_action?: string;
  errors?: Record<string, string>;
  /** What a menu was given to offer. */
  options?: JsonObject[];
  option_groups?: JsonObject[];
}

/** Fetches what a user sees in a channel: its messages, open modals and the Home tab. */
export async function readSnapshot(user: string, channel: string): Promise<Snapshot> {
  const [state, { messages }, { views, home }] = await Promise.all([
    get<PageState>('state'),
    get<{ messages: ReadMessage[] }>(`messages?channel=${encodeURIComponent(channel)}`),
    get<{ views: View[]; home: View | null }>(`views?user=${encodeURIComponent(user)}`),
  ]);
  return { state, messages, views, home };
}

/** Sends the server what a user does: `say`, `command`, `click` and the like. */
export async function act(name: string, body: JsonObject): Promise<Outcome> {
  try {
    const response = await fetch(`/playground/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { ok: false, error: 'server_gone' };
  }
}

async function get<Body>(path: string): Promise<Body> {
  const response = await fetch(`/playground/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as Body;
}
