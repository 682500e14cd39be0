import { escapeMrkdwn } from '../text.ts';

/**
 * Makes plain text show as it is in standard Markdown, which messages that grow are written in: no
 * markup, no mention.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(text: string): string {
  return escapeMrkdwn(text.replace(/[\\`*_~[\]|#]/g, '\\$&'));
}
