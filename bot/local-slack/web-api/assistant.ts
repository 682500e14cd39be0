import { textAt } from '../json.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { requireChannel } from './channel-access.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

const SESSION_STATUSES = ['active', 'processing', 'suspended', 'closed'];

/**
 * API methods for what agents show beside their messages: status ("is thinking…"), title, suggested
 * prompts, sessions.
 */
export const assistantMethods: MethodTable = {
  'assistant.threads.setStatus'(args, slack) {
    const channel = requireChannel(args, slack, 'channel_id');
    const status = args.optionalText('status');
    if (status) slack.workspace.statuses.set(channel.id, status);
    else slack.workspace.statuses.delete(channel.id);
    slack.workspace.changed();
    return {};
  },

  'assistant.threads.setTitle'(args, slack) {
    requireChannel(args, slack, 'channel_id');
    args.text('title');
    return {};
  },

  'assistant.threads.setSuggestedPrompts'(args, slack) {
    const channel = requireChannel(args, slack, 'channel_id');
    const prompts = args.objects('prompts').map((prompt) => ({
      title: textAt(prompt, 'title') ?? '',
      message: textAt(prompt, 'message') ?? '',
    }));
    if (prompts.length > SLACK_LIMITS.suggestedPrompts) throw new SlackError('too_many_prompts');
    const title = args.optionalText('title') ?? '';
    const thread = args.optionalText('thread_ts');
    slack.workspace.prompts.set(thread ? `${channel.id}:${thread}` : channel.id, {
      title,
      prompts,
    });
    slack.workspace.changed();
    return {};
  },

  'agents.sessions.setStatus'(args, slack) {
    const channel = requireChannel(args, slack, 'channel_id');
    const status = args.text('status');
    if (!SESSION_STATUSES.includes(status)) throw new SlackError('invalid_status');
    if (status === 'processing') slack.workspace.statuses.set(channel.id, 'is thinking…');
    else slack.workspace.statuses.delete(channel.id);
    slack.workspace.changed();
    return { agent_status: status };
  },

  'agents.sessions.rename'(args, slack) {
    requireChannel(args, slack, 'channel_id');
    return {};
  },
};
