import type { App, BlockButtonAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import type { Asked } from '../../conversation/asked.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { tellFailure } from '../../conversation/failure.ts';
import { byResponse } from '../reply.ts';

/** Somebody's click on a button in a channel, whatever message it is on. */
export interface ChannelClick {
  teamId: string | undefined;
  channel: string;
  /** The Slack user. */
  user: string;
  value: string;
  /** Identity of this very click. */
  key: string;
  /** Beside what was clicked. */
  tellAsker: Asked['tellAsker'];
  /** In place of what was clicked, where only this user sees that. */
  show: Asked['tellAsker'];
  client: WebClient;
  /** Opens a modal, within three seconds of the click. */
  triggerId: string;
}

type OnClick = (click: ChannelClick) => Promise<void>;

/** Listens to the buttons of an action id; each click is acknowledged and taken once. */
export function onChannelClick(
  app: App,
  conversation: Conversation,
): (actionId: string | RegExp, onClick: OnClick) => void {
  return (actionId, onClick) =>
    app.action<BlockButtonAction>(actionId, async ({ ack, body, client, context, respond }) => {
      await ack();
      const click = clickOf(body, respond);
      if (!click || !conversation.seen.add(click.key)) return;
      try {
        await onClick({ ...click, client, teamId: context.teamId });
      } catch (error) {
        await tellFailure(conversation, click, error);
      }
    });
}

/** @returns undefined for a click elsewhere than in a channel. */
function clickOf(
  { channel, user, container, trigger_id, actions: [action] }: BlockButtonAction,
  respond: RespondFn,
): Omit<ChannelClick, 'client' | 'teamId'> | undefined {
  if (!channel || !action) return undefined;
  const replace_original = container.is_ephemeral === true;
  return {
    channel: channel.id,
    user: user.id,
    value: action.value ?? '',
    key: `click:${trigger_id}`,
    tellAsker: byResponse(respond),
    show: async ({ text, blocks }) => {
      await respond({ response_type: 'ephemeral', replace_original, text, blocks });
    },
    triggerId: trigger_id,
  };
}
