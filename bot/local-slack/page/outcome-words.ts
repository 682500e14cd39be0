import type { Outcome } from './api.ts';

const WORDS: Record<string, string> = {
  no_connection: 'Ducky is not connected, so it did not hear this. Start the bot and try again.',
  dispatch_failed: 'Ducky is not connected, so it did not hear this. Start the bot and try again.',
  operation_timeout: 'Ducky took more than 3 seconds to acknowledge this. Its log may say why.',
  server_gone: 'The local Slack does not answer. Is it still running?',
  message_not_found: 'That message is gone.',
  action_not_found: 'That button is gone: the message has changed.',
  command_in_thread:
    'Slack takes slash commands in channels only. In a thread, mention @ducky instead.',
  is_archived: 'This channel is archived: nobody can write here.',
  query_too_short: 'Type a little more.',
  shortcut_not_found: 'Ducky has no such shortcut.',
  unknown_command: 'That is not a command of Ducky.',
  view_not_found: 'That dialog is no longer open.',
};

/** The error message for a failed act; undefined where it did not fail, or where fields say so. */
export function outcomeWords({ ok, error = '', problems }: Outcome): string | undefined {
  if (ok || error === 'view_refused') return undefined;
  return WORDS[error] ?? [`This did not work (${error}).`, ...(problems ?? [])].join(' ');
}
