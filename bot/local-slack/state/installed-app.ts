/** An entry of the shortcuts menu, or of a message's menu. */
export interface Shortcut {
  name: string;
  type: 'global' | 'message';
  callback_id: string;
  description: string;
}

/** What the app was installed with, as its manifest asked for. */
export interface InstalledApp {
  shortcuts: readonly Shortcut[];
  /** Scopes of the bot token; undefined means all. */
  scopes?: readonly string[];
  /** Events the app hears of, such as `message.im`; undefined means all. */
  events?: readonly string[];
  /** Slash commands; undefined means any. */
  commands?: readonly string[];
}

/** An app that may do everything and has no shortcuts. */
export const UNRESTRICTED_APP: InstalledApp = { shortcuts: [] };
