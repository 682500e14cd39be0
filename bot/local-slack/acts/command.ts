import type { SlackContext } from '../context.ts';
import type { Command } from '../payloads.ts';
import { slashCommand } from '../payloads.ts';
import { applyResponse } from '../response-url.ts';
import { Arguments } from '../web-api/arguments.ts';
import { SlackError } from '../web-api/slack-error.ts';
import type { Outcome } from './outcome.ts';

/**
 * Somebody runs a slash command: the app is sent it, and what its acknowledgement says is posted.
 * Where it fails, Slackbot shows the error to the user, and nobody else.
 */
export async function runCommand(command: Command, slack: SlackContext): Promise<Outcome> {
  if (slack.app.commands?.includes(command.command) === false) {
    const words = `${command.command} is not a valid command.`;
    return tellFailure(command, { error: 'unknown_command', words }, slack);
  }
  const ack = await slack.delivery.once('slash_commands', slashCommand(command, slack));
  if (!ack.ok) {
    const error = ack.error === 'no_connection' ? 'dispatch_failed' : ack.error;
    return tellFailure(command, failure(command, error), slack);
  }
  if (Object.keys(ack.payload).length === 0) return { ok: true };
  try {
    applyResponse(new Arguments(ack.payload), command, slack);
    return { ok: true, response: ack.payload };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return {
      ...tellFailure(command, failure(command, error.code), slack),
      problems: error.messages,
    };
  }
}

interface Failure {
  error: string;
  words: string;
}

function failure({ command }: Command, error: string): Failure {
  return { error, words: `${command} failed with the error "${error}"` };
}

/** Posts an error as an ephemeral message of Slackbot, to who ran the command. */
function tellFailure({ user, channel }: Command, { error, words }: Failure, slack: SlackContext) {
  slack.workspace.messages.post({
    channel,
    user: 'USLACKBOT',
    text: words,
    ephemeral_to: user,
  });
  return { ok: false as const, error };
}
