import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';

import { notice } from '../../blocks/notice.ts';
import { ask } from '../../conversation/asking/ask.ts';
import { emptyDraft } from '../../conversation/asking/plan-draft.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { SHORTCUTS } from '../installing/manifest.ts';
import { openPlanModal } from '../open-plan-modal.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byResponse } from '../reply.ts';

/** 'New forecast' from anywhere opens the form; 'Forecast this message' reads a message. */
export function listenToShortcuts(app: App, conversation: Conversation): void {
  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: SHORTCUTS.newForecast },
    async ({ ack, shortcut, client }) => {
      await ack();
      const opener = { client, triggerId: shortcut.trigger_id };
      await openPlanModal(conversation, opener, () => emptyDraft(conversation, null));
    },
  );

  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: SHORTCUTS.forecastMessage },
    async ({ ack, shortcut, respond, context }) => {
      await ack();
      await forecastMessage(conversation, {
        shortcut,
        botUserId: context.botUserId,
        teamId: context.teamId,
        tellAsker: byResponse(respond),
      });
    },
  );
}

const WORDLESS = notice(
  'That message has no words that I could read. Use `/forecast new` to fill in a form instead.',
);

/** Forecasts what a message says, and answers in its thread. */
async function forecastMessage(
  conversation: Conversation,
  { shortcut, botUserId, teamId, tellAsker }: ForecastMessage,
): Promise<void> {
  const { message, channel, user, action_ts } = shortcut;
  const text = incomingText(message.text ?? '', botUserId);
  if (text === '') return tellAsker(WORDLESS);
  const thread: unknown = message.thread_ts;
  await ask(conversation, {
    text,
    requestedBy: user.id,
    teamId,
    place: { channel: channel.id, threadTs: typeof thread === 'string' ? thread : message.ts },
    key: `shortcut:${channel.id}:${message.ts}:${action_ts}`,
    tellAsker,
  });
}

interface ForecastMessage {
  shortcut: MessageShortcut;
  botUserId: string | undefined;
  teamId: string | undefined;
  tellAsker: ReturnType<typeof byResponse>;
}
