import type { SlackContext } from '../context.ts';
import type { Message } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel } from './channel-access.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

function requireMessage(args: Arguments, slack: SlackContext): Message {
  const channel = requireChannel(args, slack);
  const message = slack.workspace.messages.find(channel.id, args.text('timestamp'));
  if (!message) throw new SlackError('message_not_found');
  return message;
}

/** API methods that add and remove the app's emoji reactions. */
export const reactionMethods: MethodTable = {
  'reactions.add'(args, slack) {
    const message = requireMessage(args, slack);
    const name = args.text('name');
    const reactions = message.reactions ?? [];
    if (reactions.some((each) => each.name === name)) throw new SlackError('already_reacted');
    const reaction = { name, users: [slack.workspace.identity.botUserId], count: 1 };
    slack.workspace.messages.change(message, { reactions: [...reactions, reaction] });
    return {};
  },

  'reactions.remove'(args, slack) {
    const message = requireMessage(args, slack);
    const name = args.text('name');
    const reactions = message.reactions ?? [];
    if (!reactions.some((each) => each.name === name)) throw new SlackError('no_reaction');
    slack.workspace.messages.change(message, {
      reactions: reactions.filter((each) => each.name !== name),
    });
    return {};
  },
};
