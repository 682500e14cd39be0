import { escapeMrkdwn } from '../text.ts';

/**
 * Escapes plain text for standard Markdown, which streamed messages are written in, so that it
 * shows as it is: no markup, no list or heading, no mention. Emoji codes and bare addresses show as
 * in any message. What is escaped of a beginning is how the whole begins.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(text: string): string {
  const plain = text
    .replace(/[\\`*_~[\]|#]/g, '\\$&')
    .replace(/^[ \t]+/gm, (indent) => NO_BREAK_SPACE.repeat(indent.length))
    .replace(/^(\u00a0*)([-+=])/gm, '$1\\$2')
    .replace(/^(\u00a0*\d+)([.)])/gm, '$1\\$2');
  return escapeMrkdwn(plain);
}

/** Indents without beginning a block of code. */
const NO_BREAK_SPACE = '\u00a0';

/** The Markdown to append to a streamed message that holds a text's first `length` characters. */
export function addedMarkdown(text: string, length: number): string {
  return escapeMarkdown(text).slice(escapeMarkdown(text.slice(0, length)).length);
}
