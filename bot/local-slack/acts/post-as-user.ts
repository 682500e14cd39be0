import type { SlackContext } from '../context.ts';
import { sendPostedEvent } from '../message-events.ts';
import type { Outcome } from './outcome.ts';

export interface Saying {
  user: string;
  channel: string;
  text: string;
  thread_ts?: string | undefined;
}

/**
 * Somebody posts a message: it is stored, then the app is told of it (and of a mention of it).
 * Resolves with its `ts` once the app acknowledged or was too late for the first attempt.
 */
export async function postAsUser(saying: Saying, slack: SlackContext): Promise<Outcome> {
  const { user, channel, text, thread_ts } = saying;
  const { messages, channels } = slack.workspace;
  if (channels.get(channel)?.is_archived) return { ok: false, error: 'is_archived' };
  const message = messages.post({ user, channel, text, ...(thread_ts ? { thread_ts } : {}) });
  const { ts } = message;
  const failed = (await sendPostedEvent(message, slack)).find((ack) => !ack.ok);
  return failed && !failed.ok ? { ok: false, error: failed.error, ts } : { ok: true, ts };
}
