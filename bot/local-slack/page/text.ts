import { isObject, textAt } from '../json.ts';
import { emojiOf } from './emoji.ts';
import { html } from './html.ts';
import { Mrkdwn } from './mrkdwn.ts';

/** Renders a text object: plain, or mrkdwn. */
export function Text({ text }: { text: unknown }) {
  const content = plainOf(text);
  if (isObject(text) && text.type === 'mrkdwn') return html`<${Mrkdwn} text=${content} />`;
  return html`${withEmoji(content)}`;
}

/** The bare text of a text object. */
export function plainOf(text: unknown): string {
  return isObject(text) ? (textAt(text, 'text') ?? '') : '';
}

/** Plain text with its emoji names as characters. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (_all, name: string) => emojiOf(name));
}
