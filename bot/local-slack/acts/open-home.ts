import type { SlackContext } from '../context.ts';
import { eventCallback } from '../payloads.ts';
import type { Outcome } from './outcome.ts';

/** Somebody opens the app, its Home tab or its messages: the app is sent `app_home_opened`. */
export async function openHome(
  { user, tab }: { user: string; tab: 'home' | 'messages' },
  slack: SlackContext,
): Promise<Outcome> {
  if (slack.app.events?.includes('app_home_opened') === false) return { ok: true };
  const channel = slack.workspace.directMessageOf(user)?.id;
  const event = { type: 'app_home_opened', user, channel, tab };
  const ack = await slack.delivery.event(eventCallback(event, slack));
  return ack.ok ? { ok: true } : ack;
}
