import { recordAudit } from '../../../data/postgres/tasks/audit.ts';
import { message, type SlackMessage } from '../../blocks/message.ts';
import { section } from '../../blocks/text.ts';
import { type TaskWish, WISHES } from '../../words/task.ts';
import { isAdmin, mayAdminister } from '../admins.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';

/** Somebody who asks for a task, or to stop one. */
export interface TaskAsker {
  /** The Slack user. */
  user: string;
  teamId: string | undefined;
  channel: string;
  tellAsker: Asked['tellAsker'];
}

/**
 * Checks the permission for an administrator's task: whoever lacks it is told so kindly, and the
 * audit log records that they tried.
 */
export async function mayDoTask(
  { admins, db, now }: Pick<Conversation, 'admins' | 'db' | 'now'>,
  wish: TaskWish,
  { user, teamId, channel, tellAsker }: TaskAsker,
): Promise<boolean> {
  if (mayAdminister(admins, { user, channel })) return true;
  const isRightPerson = isAdmin(admins, user);
  const why = isRightPerson ? 'not in this channel' : 'not an administrator';
  const refused = { action: wish, outcome: 'refused', detail: { why, channel } } as const;
  await recordAudit(db, { actor: user, teamId, ...refused, at: now() });
  await tellAsker(isRightPerson ? notHere(wish, admins.channels) : notYou(wish));
  return false;
}

function notYou(wish: TaskWish): SlackMessage {
  const words = `Only Ducky’s administrators can ${WISHES[wish]}, as it changes everybody’s forecasts. Ask one of them; whoever runs Ducky knows who they are.`;
  return message(words, [section(words)]);
}

function notHere(wish: TaskWish, channels: ReadonlySet<string>): SlackMessage {
  const places = [...channels].map((channel) => `<#${channel}>`).join(', ');
  const words = `You can ${WISHES[wish]}, but not here: use ${places}.`;
  return message(words, [section(words)]);
}
