import { message, type SlackMessage } from './message.ts';
import { escapeMrkdwn, section } from './text.ts';

/** A short word to somebody, in plain text. */
export function notice(words: string): SlackMessage {
  const text = escapeMrkdwn(words);
  return message(text, [section(text)]);
}
