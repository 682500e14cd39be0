import type { SlackContext } from '../context.ts';
import { globalShortcut, messageShortcut } from '../payloads.ts';
import type { Outcome } from './outcome.ts';

/** A shortcut of the app's, used from the composer or, with `channel` and `ts`, on a message. */
export interface ShortcutUse {
  user: string;
  callback_id: string;
  channel?: string | undefined;
  ts?: string | undefined;
}

/** Somebody runs a global or a message shortcut: the app is sent it, where its manifest has it. */
export async function runShortcut(use: ShortcutUse, slack: SlackContext): Promise<Outcome> {
  const { user, callback_id, channel, ts } = use;
  const type = channel === undefined ? 'global' : 'message';
  const isKnown = slack.app.shortcuts.some(
    (each) => each.callback_id === callback_id && each.type === type,
  );
  if (!isKnown) return { ok: false, error: 'shortcut_not_found' };
  if (channel === undefined) {
    return slack.delivery.once('interactive', globalShortcut({ user, callback_id }, slack));
  }
  const message = slack.workspace.messages.find(channel, ts ?? '');
  // Slack offers no shortcuts on what only one person sees.
  if (!message || message.ephemeral_to) return { ok: false, error: 'message_not_found' };
  const payload = messageShortcut({ user, callback_id, message }, slack);
  return slack.delivery.once('interactive', payload);
}
