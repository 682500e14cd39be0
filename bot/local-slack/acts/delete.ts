import type { SlackContext } from '../context.ts';
import { sendDeletedEvent } from '../message-events.ts';
import type { Outcome } from './outcome.ts';

/** Somebody deletes a message: their own or, as an administrator, anybody's. */
export async function deleteMessage(
  { user, channel, ts }: { user: string; channel: string; ts: string },
  slack: SlackContext,
): Promise<Outcome> {
  const { messages, users } = slack.workspace;
  const message = messages.find(channel, ts);
  if (!message || message.ephemeral_to) return { ok: false, error: 'message_not_found' };
  const mayDelete = message.user === user || users.get(user)?.is_admin === true;
  if (!mayDelete) return { ok: false, error: 'cant_delete_message' };
  messages.remove(message);
  await sendDeletedEvent(message, slack);
  return { ok: true };
}
