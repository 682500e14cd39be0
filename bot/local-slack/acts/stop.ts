import type { SlackContext } from '../context.ts';
import { eventCallback } from '../payloads.ts';
import type { Outcome } from './outcome.ts';

export interface Stop {
  user: string;
  channel: string;
  ts: string;
}

/**
 * Somebody clicks Stop on a message that is being streamed: it takes no more text, and the app is
 * sent `agent_session_stopped` to cancel its work.
 */
export async function stopStreaming(
  { user, channel, ts }: Stop,
  slack: SlackContext,
): Promise<Outcome> {
  const message = slack.workspace.messages.find(channel, ts);
  if (!message?.streaming) return { ok: false, error: 'message_not_in_streaming_state' };
  slack.workspace.messages.change(message, { streaming: false });
  if (slack.app.events?.includes('agent_session_stopped') === false) return { ok: true };
  const event = {
    type: 'agent_session_stopped',
    user,
    channel,
    thread_ts: message.thread_ts,
    streaming_message_ts: [ts],
  };
  const ack = await slack.delivery.event(eventCallback(event, slack));
  return ack.ok ? { ok: true } : ack;
}
