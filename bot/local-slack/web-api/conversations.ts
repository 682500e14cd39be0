import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, User } from '../state/types.ts';
import { requireChannel } from './chat.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

const lastPage = { has_more: false, response_metadata: { next_cursor: '' } };

function describeChannel(channel: Channel): JsonObject {
  return { ...channel, is_member: true, is_archived: false, is_private: channel.is_im };
}

function describeUser(user: User, { workspace }: SlackContext): JsonObject {
  return {
    ...user,
    team_id: workspace.identity.teamId,
    deleted: false,
    profile: { real_name: user.real_name, display_name: user.name },
  };
}

/** Reading channels, messages and people. */
export const conversationMethods: MethodTable = {
  'conversations.info': (args, slack) => ({
    channel: describeChannel(requireChannel(args, slack)),
  }),

  'conversations.list': (_args, { workspace }) => ({
    channels: [...workspace.channels.values()].filter((it) => !it.is_im).map(describeChannel),
    ...lastPage,
  }),

  'conversations.open'(args, { workspace }) {
    const channel = workspace.directMessageOf(args.text('users'));
    if (!channel) throw new SlackError('user_not_found');
    return { channel: describeChannel(channel) };
  },

  'conversations.history'(args, slack) {
    const channel = requireChannel(args, slack);
    const messages = slack.workspace.messages
      .inChannel(channel.id)
      .filter((message) => !message.thread_ts && !message.ephemeral_to)
      .reverse();
    return { messages, ...lastPage };
  },

  'conversations.replies'(args, slack) {
    const channel = requireChannel(args, slack);
    const messages = slack.workspace.messages.thread(channel.id, args.text('ts'));
    if (messages.length === 0) throw new SlackError('thread_not_found');
    return { messages, ...lastPage };
  },

  'users.info'(args, slack) {
    const user = slack.workspace.users.get(args.text('user'));
    if (!user) throw new SlackError('user_not_found');
    return { user: describeUser(user, slack) };
  },

  'users.list': (_args, slack) => ({
    members: [...slack.workspace.users.values()].map((user) => describeUser(user, slack)),
    ...lastPage,
  }),
};
