import type { SlackContext } from '../context.ts';
import { eventCallback } from '../payloads.ts';
import type { Outcome } from './outcome.ts';

export interface Saying {
  user: string;
  channel: string;
  text: string;
  thread_ts?: string | undefined;
}

/**
 * Somebody says something: the message is kept, then the app is told of it (and of a mention of
 * it). Resolves with its `ts` once the app acknowledged or was too late for the first attempt.
 */
export async function say(saying: Saying, slack: SlackContext): Promise<Outcome> {
  const { user, channel, text, thread_ts } = saying;
  const thread = thread_ts ? { thread_ts } : {};
  const { ts } = slack.workspace.messages.post({ user, channel, text, ...thread });
  const isDirect = slack.workspace.channels.get(channel)?.is_im === true;
  const told = { user, text, ts, channel, ...thread };
  const events = [
    ...(!isDirect && text.includes(`<@${slack.workspace.identity.botUserId}>`)
      ? [{ type: 'app_mention', ...told }]
      : []),
    { type: 'message', channel_type: isDirect ? 'im' : 'channel', ...told },
  ];
  const acks = await Promise.all(
    events.map((event) => slack.delivery.event(eventCallback(event, slack))),
  );
  const failed = acks.find((ack) => !ack.ok);
  return failed && !failed.ok ? { ok: false, error: failed.error, ts } : { ok: true, ts };
}
