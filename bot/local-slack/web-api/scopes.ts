import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Channel } from '../state/types.ts';
import type { Workspace } from '../state/workspace.ts';

/**
 * The OAuth scope that each method needs; `*` stands for the kind of channel, as in
 * `channels:history`.
 */
const NEEDED: Readonly<Record<string, string>> = {
  'agents.sessions.rename': 'assistant:write',
  'agents.sessions.setStatus': 'assistant:write',
  'assistant.threads.setStatus': 'assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'bots.info': 'users:read',
  'chat.appendStream': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.startStream': 'chat:write',
  'chat.stopStream': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': '*:history',
  'conversations.info': '*:read',
  'conversations.join': 'channels:join',
  'conversations.list': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.replies': '*:history',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'files.info': 'files:read',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
  'team.info': 'team:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
};

/** The OAuth scope that a call needs; undefined where any token will do. */
export function neededScope(
  method: string,
  values: JsonObject,
  { channels }: Workspace,
): string | undefined {
  const channel = channels.get(textAt(values, 'channel') ?? '');
  return NEEDED[method]?.replace('*', kindOf(channel));
}

function kindOf(channel: Channel | undefined): string {
  if (channel?.is_im) return 'im';
  if (channel?.is_mpim) return 'mpim';
  return channel?.is_private ? 'groups' : 'channels';
}
