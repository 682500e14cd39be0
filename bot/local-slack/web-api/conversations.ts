import type { JsonObject } from '../json.ts';
import type { Channel, ReadMessage } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel, requireJoined } from './channel-access.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

const MOST_MESSAGES = 999;
const USUAL_MESSAGES = 100;

/** The end of pagination: no more results, and no cursor. */
export const LAST_PAGE = { has_more: false, response_metadata: { next_cursor: '' } };

/** A channel as the Web API shows it. */
function describeChannel(channel: Channel): JsonObject {
  const kind = channel.is_im
    ? {}
    : { is_group: false, is_mpim: channel.is_mpim === true, name_normalized: channel.name };
  return {
    is_member: true,
    is_archived: false,
    is_private: channel.is_im,
    ...kind,
    ...channel,
  };
}

/**
 * Paginates the messages within the times that a call asks for: a cursor is the place where the
 * next page begins.
 */
function page(found: readonly ReadMessage[], args: Arguments): JsonObject {
  const oldest = Number(args.optionalText('oldest') ?? 0);
  const latest = Number(args.optionalText('latest') ?? Number.POSITIVE_INFINITY);
  const isInclusive = args.optionalFlag('inclusive');
  const wanted = found.filter(({ ts }) => {
    const at = Number(ts);
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
  const limit = Math.min(Number(args.optionalText('limit') ?? USUAL_MESSAGES), MOST_MESSAGES);
  const start = Number(args.optionalText('cursor') ?? 0);
  const end = start + limit;
  const hasMore = end < wanted.length;
  const withMetadata = args.optionalFlag('include_all_metadata');
  return {
    messages: wanted.slice(start, end).map((message) => described(message, withMetadata)),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(end) : '' },
  };
}

function described({ metadata, ...message }: ReadMessage, withMetadata: boolean): JsonObject {
  return metadata && withMetadata ? { ...message, metadata } : { ...message };
}

/** API methods that list, open and join channels, and read their messages and threads. */
export const conversationMethods: MethodTable = {
  'conversations.info': (args, slack) => ({
    channel: describeChannel(requireChannel(args, slack)),
  }),

  'conversations.list': (_args, { workspace }) => ({
    channels: [...workspace.channels.values()]
      .filter((it) => !it.is_im && !it.is_private)
      .map(describeChannel),
    ...LAST_PAGE,
  }),

  'conversations.open'(args, { workspace }) {
    const channel = workspace.directMessageOf(args.text('users'));
    if (!channel) throw new SlackError('user_not_found');
    return { channel: describeChannel(channel) };
  },

  'conversations.join'(args, slack) {
    const channel = requireChannel(args, slack);
    if (channel.is_im || channel.is_private) {
      throw new SlackError('method_not_supported_for_channel_type');
    }
    if (channel.is_archived) throw new SlackError('is_archived');
    slack.workspace.changeChannel(channel.id, { is_member: true });
    return { channel: describeChannel({ ...channel, is_member: true }) };
  },

  'conversations.history'(args, slack) {
    const { id } = requireJoined(args, slack);
    const messages = slack.workspace.messages.inChannel(id);
    const top = messages.filter(
      ({ thread_ts, ts, ephemeral_to }) => (!thread_ts || thread_ts === ts) && !ephemeral_to,
    );
    return page(top.toReversed(), args);
  },

  'conversations.replies'(args, slack) {
    const { id } = requireJoined(args, slack);
    const messages = slack.workspace.messages.thread(id, args.text('ts'));
    if (messages.length === 0) throw new SlackError('thread_not_found');
    return page(messages, args);
  },
};
