import type { SlackContext } from '../context.ts';
import type { Channel } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { SlackError } from './slack-error.ts';

/**
 * Finds the channel that a call names, by its id or by the user of a direct message. Throws
 * `SlackError` where the app cannot see it.
 */
export function requireChannel(
  args: Arguments,
  { workspace }: SlackContext,
  name = 'channel',
): Channel {
  const id = args.text(name);
  const channel = workspace.channels.get(id) ?? workspace.directMessageOf(id);
  // To who is not in it, a private channel does not exist.
  const isHidden = channel?.is_private === true && channel.is_member === false;
  if (!channel || isHidden) throw new SlackError('channel_not_found');
  return channel;
}

/** Finds the channel that a call reads. Throws `SlackError` where the app is no member. */
export function requireJoined(args: Arguments, slack: SlackContext): Channel {
  const channel = requireChannel(args, slack);
  if (channel.is_member === false) throw new SlackError('not_in_channel');
  return channel;
}

/**
 * Finds the channel that a call posts into. Throws `SlackError` where it is archived or the
 * app may not write.
 */
export function requireWritable(args: Arguments, slack: SlackContext, name?: string): Channel {
  const channel = requireChannel(args, slack, name);
  if (channel.is_archived) throw new SlackError('is_archived');
  const writesAnywhere = slack.app.scopes?.includes('chat:write.public') === true;
  if (channel.is_member === false && !writesAnywhere) throw new SlackError('not_in_channel');
  return channel;
}
