import type { SlackContext } from '../context.ts';
import type { Channel, Message } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { readContent } from './message-content.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

/** The channel that a call names, by its id or by the user of a direct message. */
export function requireChannel(
  args: Arguments,
  { workspace }: SlackContext,
  name = 'channel',
): Channel {
  const id = args.text(name);
  const channel = workspace.channels.get(id) ?? workspace.directMessageOf(id);
  if (!channel) throw new SlackError('channel_not_found');
  return channel;
}

/** What every message of the app says about its author. */
export function authorship({ workspace: { identity } }: SlackContext) {
  return { user: identity.botUserId, bot_id: identity.botId, app_id: identity.appId };
}

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

/** Posting, changing and deleting messages. */
export const chatMethods: MethodTable = {
  'chat.postMessage'(args, slack) {
    const channel = requireChannel(args, slack);
    const message = slack.workspace.messages.post({
      channel: channel.id,
      ...authorship(slack),
      text: '',
      ...readContent(args, slack),
      ...threadOf(args),
    });
    slack.workspace.statuses.delete(channel.id);
    return { channel: channel.id, ts: message.ts, message };
  },

  'chat.postEphemeral'(args, slack) {
    const channel = requireChannel(args, slack);
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
    const content = readContent(args, slack);
    slack.workspace.messages.edit(message, slack.workspace.identity.botUserId, content);
    return { channel: message.channel, ts: message.ts, text: message.text, message };
  },

  'chat.delete'(args, slack) {
    const message = requireOwnMessage(args, slack, 'cant_delete_message');
    slack.workspace.messages.remove(message);
    return { channel: message.channel, ts: message.ts };
  },

  'chat.getPermalink'(args, slack) {
    const channel = requireChannel(args, slack);
    const ts = args.text('message_ts');
    if (!slack.workspace.messages.find(channel.id, ts)) throw new SlackError('message_not_found');
    return { channel: channel.id, permalink: `${slack.baseUrl()}/#/${channel.id}/${ts}` };
  },
};
