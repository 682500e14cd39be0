import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import { notice } from '../../blocks/notice.ts';
import type { Messenger } from '../../conversation/messenger.ts';

/** The workspace that Ducky is installed in. */
export interface OwnTeam {
  name: string;
  /** The workspace, and the organisation it may belong to. */
  ids: ReadonlySet<string>;
}

/**
 * Asks Slack which workspace the bot's token belongs to.
 * @throws where Slack refuses the token or is away.
 */
export async function readOwnTeam(client: WebClient): Promise<OwnTeam> {
  const { team, team_id, enterprise_id } = await client.auth.test();
  const ids = [team_id, enterprise_id].filter((id) => id !== undefined);
  return { name: team ?? 'this workspace', ids: new Set(ids) };
}

/** The parts of Slack's payloads that tell who acts where. */
const bodySchema = z.object({
  command: z.string().optional(),
  team_id: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }).optional(),
  channel: z.object({ id: z.string() }).optional(),
  event: z
    .object({
      type: z.string(),
      user: z.string().optional(),
      channel: z.string().optional(),
      channel_type: z.string().optional(),
      user_team: z.string().optional(),
    })
    .optional()
    .catch(undefined),
});

interface Actor {
  teamId: string;
  user: string;
  channel: string | undefined;
  /** True where somebody speaks to Ducky, and waits for a word. */
  isAddressed: boolean;
}

/**
 * Refuses users of other workspaces, whom Ducky meets in shared channels, and tells them so: what
 * it knows stays in its own. Call it before listeners are added.
 */
export function refuseOtherWorkspaces(
  app: App,
  { own, messenger }: { own: OwnTeam; messenger: Messenger },
): void {
  app.use(async ({ body, next, ...args }) => {
    const actor = actorOf(body);
    if (!actor || own.ids.has(actor.teamId)) return next();
    if ('ack' in args && typeof args.ack === 'function') await args.ack();
    const { user, channel, isAddressed } = actor;
    if (!isAddressed || channel === undefined) return;
    const words = `I work for the people of ${own.name} only. Ask somebody there to forecast for you.`;
    await messenger.whisper({ channel, user }, notice(words));
  });
}

/** Who acts, as far as the payload says it; a modal has no channel. */
function actorOf(body: unknown): Actor | undefined {
  const { data } = bodySchema.safeParse(body);
  if (!data) return undefined;
  const { command, team_id, user_id, channel_id, user, channel, event } = data;
  if (command !== undefined && team_id && user_id) {
    return { teamId: team_id, user: user_id, channel: channel_id, isAddressed: true };
  }
  if (user?.team_id) {
    return { teamId: user.team_id, user: user.id, channel: channel?.id, isAddressed: true };
  }
  if (!event?.user_team || !event.user) return undefined;
  const isAddressed = event.type === 'app_mention' || event.channel_type === 'im';
  return { teamId: event.user_team, user: event.user, channel: event.channel, isAddressed };
}
