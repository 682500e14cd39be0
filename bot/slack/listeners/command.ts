import type { App } from '@slack/bolt';

import type { Conversation } from '../../conversation/conversation.ts';
import { routeMessage } from '../../conversation/ducky/ask-ducky.ts';
import { tellFailure } from '../../conversation/failure.ts';
import { newForecast } from '../commands/new-forecast.ts';
import { digestCommand, plansCommand } from '../commands/saved-plans-commands.ts';
import type { Subcommand, SubcommandCall } from '../commands/subcommand.ts';
import { TASK_SUBCOMMANDS } from '../commands/task-subcommands.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byResponse } from '../reply.ts';

/**
 * Subcommands of `/forecast`: first words that ask for something else than a forecast of the text.
 */
export const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map([
  ['new', newForecast],
  ['digest', digestCommand],
  ['plans', plansCommand],
  ...TASK_SUBCOMMANDS,
]);

/**
 * The slash command `/forecast ...` runs a subcommand, or answers in the channel it was typed in.
 */
export function listenToCommand(app: App, conversation: Conversation): void {
  app.command('/forecast', async ({ command, ack, respond, client, context }) => {
    await ack();
    const text = incomingText(command.text ?? '');
    const [word = '', ...rest] = text.split(/\s+/);
    const asked = {
      text,
      requestedBy: command.user_id,
      teamId: context.teamId,
      place: { channel: command.channel_id },
      key: `command:${command.trigger_id}`,
      tellAsker: byResponse(respond),
    };
    const call = { ...asked, rest: rest.join(' '), triggerId: command.trigger_id, client };
    const subcommand = SUBCOMMANDS.get(word.toLowerCase());
    if (subcommand) await runSubcommand(conversation, subcommand, call);
    else await routeMessage(conversation, asked);
  });
}

/** Runs a subcommand once for each command; an error is told to whoever typed it. */
async function runSubcommand(
  conversation: Conversation,
  subcommand: Subcommand,
  call: SubcommandCall,
): Promise<void> {
  if (!conversation.seen.add(call.key)) return;
  try {
    await subcommand(conversation, call);
  } catch (error) {
    await tellFailure(conversation, call, error);
  }
}
