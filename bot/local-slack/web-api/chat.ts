import type { SlackContext } from '../context.ts';
import { sendChangedEvent, sendDeletedEvent, sendPostedEvent } from '../message-events.ts';
import type { Message } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel, requireWritable } from './channel-access.ts';
import { type MessageContent, readContent } from './message-content.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

/** The author of every message of the app: its user, bot and app ids. */
export function authorship({ workspace: { identity } }: SlackContext) {
  return { user: identity.botUserId, bot_id: identity.botId, app_id: identity.appId };
}

/** Finds the app's own message to update or delete. Throws `SlackError` for anybody else's. */
function requireOwnMessage(args: Arguments, slack: SlackContext, refusal: string): Message {
  const channel = requireChannel(args, slack);
  const message = slack.workspace.messages.find(channel.id, args.text('ts'));
  if (!message || message.ephemeral_to) throw new SlackError('message_not_found');
  if (message.user !== slack.workspace.identity.botUserId) throw new SlackError(refusal);
  return message;
}

function threadOf(args: Arguments): { thread_ts?: string } {
  const thread = args.optionalText('thread_ts');
  return thread ? { thread_ts: thread } : {};
}

/** Edits a message as the app, which is told of that like of anybody else's edit. */
export function editMessage(message: Message, content: MessageContent, slack: SlackContext): void {
  const { messages, identity } = slack.workspace;
  const previous = { ...message };
  messages.edit(message, identity.botUserId, content);
  void sendChangedEvent({ message, previous }, slack);
}

/** API methods that post, update and delete messages, such as `chat.postMessage`. */
export const chatMethods: MethodTable = {
  'chat.postMessage'(args, slack) {
    const channel = requireWritable(args, slack);
    const message = slack.workspace.messages.post({
      channel: channel.id,
      ...authorship(slack),
      text: '',
      ...readContent(args, slack),
      ...threadOf(args),
    });
    slack.workspace.statuses.delete(channel.id);
    void sendPostedEvent(message, slack);
    return { channel: channel.id, ts: message.ts, message };
  },

  'chat.postEphemeral'(args, slack) {
    const channel = requireWritable(args, slack);
    const user = args.text('user');
    if (!slack.workspace.users.has(user)) throw new SlackError('user_not_in_channel');
    const message = slack.workspace.messages.post({
      channel: channel.id,
      ...authorship(slack),
      text: '',
      ...readContent(args, slack),
      ...threadOf(args),
      ephemeral_to: user,
    });
    return { message_ts: message.ts };
  },

  'chat.update'(args, slack) {
    const message = requireOwnMessage(args, slack, 'cant_update_message');
    const { channels } = slack.workspace;
    if (channels.get(message.channel)?.is_archived) throw new SlackError('is_inactive');
    if (message.streaming) throw new SlackError('streaming_state_conflict');
    editMessage(message, readContent(args, slack), slack);
    return { channel: message.channel, ts: message.ts, text: message.text, message };
  },

  'chat.delete'(args, slack) {
    const message = requireOwnMessage(args, slack, 'cant_delete_message');
    slack.workspace.messages.remove(message);
    void sendDeletedEvent(message, slack);
    return { channel: message.channel, ts: message.ts };
  },

  'chat.getPermalink'(args, slack) {
    const channel = requireChannel(args, slack);
    const ts = args.text('message_ts');
    const message = slack.workspace.messages.find(channel.id, ts);
    if (!message) throw new SlackError('message_not_found');
    const thread = message.thread_ts ?? ts;
    return { channel: channel.id, permalink: `${slack.baseUrl()}/#/${channel.id}/${thread}` };
  },
};
