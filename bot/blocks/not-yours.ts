import { message, type SlackMessage } from './message.ts';
import { section } from './text.ts';

/** Who may do what somebody else tried: `Only @ana or an administrator can stop this answer.` */
export function onlyBy(requester: string, deed: string): SlackMessage {
  const words = `Only <@${requester}> or an administrator can ${deed}.`;
  return message(words, [section(words)]);
}
