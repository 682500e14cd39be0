import type { ContextBlock, PlainTextElement, SectionBlock } from '@slack/types';

import { LIMITS } from './limits.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes text that somebody else wrote for use in mrkdwn, so that `<!channel>` pings nobody.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Truncates to `limit` UTF-16 units; a cut shows as an ellipsis and splits no character. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}…`;
}

/** As `truncate`, for mrkdwn that is escaped already: splits no entity either. */
export function truncateMrkdwn(mrkdwn: string, limit: number): string {
  if (mrkdwn.length <= limit) return mrkdwn;
  return `${truncate(mrkdwn, limit)
    .slice(0, -1)
    .replace(/&[a-z]{0,3}$/, '')}…`;
}

/** Echoes what somebody typed, escaped, on one line, so that it cannot pose as our own words. */
export function quote(text: string, limit = 300): string {
  return escapeMrkdwn(truncate(text.replace(/\s+/g, ' ').trim(), limit));
}

/** A plain-text object; Slack refuses empty ones, so an empty text is a dash. */
export function plainText(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(text.trim() || '–', limit), emoji: false };
}

/** A paragraph of mrkdwn whose foreign parts are escaped already. */
export function section(mrkdwn: string): SectionBlock {
  const text = truncateMrkdwn(mrkdwn.trim() || '–', LIMITS.sectionText);
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** A line of small mrkdwn whose foreign parts are escaped already. */
export function context(mrkdwn: string): ContextBlock {
  const text = truncateMrkdwn(mrkdwn.trim() || '–', LIMITS.contextText);
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

/** Lines as a bulleted list of mrkdwn; each is escaped. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `• ${escapeMrkdwn(line)}`).join('\n');
}
