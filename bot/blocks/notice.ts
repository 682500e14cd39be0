import { message, type SlackMessage } from './message.ts';
import { escapeMrkdwn, section } from './text.ts';

/** A message of one short text, such as a confirmation or a hint; plain text, which it escapes. */
export function notice(words: string): SlackMessage {
  const text = escapeMrkdwn(words);
  return message(text, [section(text)]);
}
