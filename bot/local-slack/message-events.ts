import type { SlackContext } from './context.ts';
import type { JsonObject } from './json.ts';
import { eventCallback } from './payloads.ts';
import type { Channel, Message } from './state/types.ts';
import type { Ack } from './transport.ts';

type ChannelType = 'im' | 'mpim' | 'group' | 'channel';

/** The event subscription that a message in each type of channel needs. */
const SUBSCRIPTIONS: Record<ChannelType, string> = {
  im: 'message.im',
  mpim: 'message.mpim',
  group: 'message.groups',
  channel: 'message.channels',
};

/**
 * Sends the app a `message` event for a posted message, its own too, and `app_mention` where
 * somebody else mentions the app in it.
 */
export function sendPostedEvent(message: Message, slack: SlackContext): Promise<Ack[]> {
  const channel = slack.workspace.channels.get(message.channel);
  if (!channel || message.ephemeral_to) return Promise.resolve([]);
  const { identity } = slack.workspace;
  const told = describeMessage(message, slack);
  const isMention =
    !channel.is_im && !message.bot_id && message.text.includes(`<@${identity.botUserId}>`);
  return Promise.all([
    ...(isMention
      ? [send({ name: 'app_mention', channel }, { ...told, type: 'app_mention' }, slack)]
      : []),
    sendMessageEvent(channel, told, slack),
  ]).then((acks) => acks.filter((ack) => ack !== undefined));
}

/** Sends the app a `message_changed` event when a message was edited, even by the app itself. */
export async function sendChangedEvent(
  { message, previous }: { message: Message; previous: Message },
  slack: SlackContext,
): Promise<void> {
  const channel = slack.workspace.channels.get(message.channel);
  if (!channel || message.ephemeral_to) return;
  const event = { subtype: 'message_changed', message, previous_message: previous };
  await sendMessageEvent(channel, hidden(event, message, slack), slack);
}

/** Sends the app a `message_deleted` event when a message was deleted. */
export async function sendDeletedEvent(message: Message, slack: SlackContext): Promise<void> {
  const channel = slack.workspace.channels.get(message.channel);
  if (!channel || message.ephemeral_to) return;
  const event = {
    subtype: 'message_deleted',
    deleted_ts: message.ts,
    previous_message: message,
  };
  await sendMessageEvent(channel, hidden(event, message, slack), slack);
}

/** Wraps an edit or a deletion as a hidden `message` event. */
function hidden(event: JsonObject, { channel }: Message, { workspace }: SlackContext): JsonObject {
  return { ...event, type: 'message', hidden: true, channel, ts: workspace.timestamps.next() };
}

/** A message as its event carries it: with its team, and in a thread with the parent's author. */
function describeMessage(message: Message, { workspace }: SlackContext): JsonObject {
  const { thread_ts: threadTs, channel, user } = message;
  const isReply = threadTs !== undefined && threadTs !== message.ts;
  const parent = isReply ? workspace.messages.find(channel, threadTs) : undefined;
  const team = workspace.users.get(user)?.team_id ?? workspace.identity.teamId;
  const isForeign = team !== workspace.identity.teamId;
  return {
    ...message,
    team,
    ...(isForeign ? { user_team: team, source_team: team } : {}),
    ...(parent ? { parent_user_id: parent.user } : {}),
    event_ts: message.ts,
  };
}

/** Sends a message event under the subscription of the channel's type. */
function sendMessageEvent(channel: Channel, event: JsonObject, slack: SlackContext) {
  const type = typeOf(channel);
  const told = { ...event, channel_type: type };
  return send({ name: SUBSCRIPTIONS[type], channel }, told, slack);
}

/** Delivers an event; undefined where the app has not subscribed or is not in the channel. */
async function send(
  { name, channel }: { name: string; channel: Channel },
  event: JsonObject,
  slack: SlackContext,
): Promise<Ack | undefined> {
  const isSubscribed = slack.app.events?.includes(name) ?? true;
  if (!isSubscribed || channel.is_member === false) return undefined;
  return slack.delivery.event(eventCallback(event, slack));
}

function typeOf({ is_im, is_mpim, is_private }: Channel): ChannelType {
  if (is_im) return 'im';
  if (is_mpim) return 'mpim';
  return is_private ? 'group' : 'channel';
}
