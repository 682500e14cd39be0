import { Duck } from './avatar.ts';
import { emojiOf } from './emoji.ts';
import { dateTimeOf } from './format.ts';
import { type Child, html } from './html.ts';
import { nameOf, type Room, useRoom } from './room.ts';

const INLINE =
  /```(?<pre>[\s\S]+?)```|`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>|(?<![\w*])\*(?<bold>\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<!\w)_(?<italic>\S(?:[^_\n]*\S)?)_(?!\w)|(?<![\w~])~(?<strike>\S(?:[^~\n]*\S)?)~(?![\w~])|:(?<emoji>[a-z0-9_+-]+):/g;

/** Renders Slack's mrkdwn. User text becomes text nodes only. */
export function Mrkdwn({ text }: { text: string }) {
  const room = useRoom();
  return html`<span class="mrkdwn">${quotesAndLines(text, room)}</span>`;
}

function quotesAndLines(text: string, room: Room): Child[] {
  const parts = text.split(/((?:^(?:>|&gt;).*(?:\n|$))+)/m);
  return parts.map((part, index) => {
    if (index % 2 === 0) return inline(part, room);
    const quoted = part.replace(/^(?:>|&gt;) ?/gm, '').trimEnd();
    return html`<blockquote>${inline(quoted, room)}</blockquote>`;
  });
}

/** Renders emphasis, code, links, mentions and emoji within a line. */
function inline(text: string, room: Room): Child[] {
  const children: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    children.push(decodeEntities(text.slice(end, match.index)));
    children.push(span(match.groups ?? {}, room));
    end = match.index + match[0].length;
  }
  children.push(decodeEntities(text.slice(end)));
  return children;
}

/** Renders one piece of inline mrkdwn, by which group of `INLINE` matched. */
function span(groups: Record<string, string | undefined>, room: Room): Child {
  const { pre, code, angle, bold, italic, strike, emoji } = groups;
  if (pre !== undefined) return html`<pre>${decodeEntities(pre.replace(/^\n/, ''))}</pre>`;
  if (code !== undefined) return html`<code>${decodeEntities(code)}</code>`;
  if (angle !== undefined) return reference(angle, room);
  if (bold !== undefined) return html`<b>${inline(bold, room)}</b>`;
  if (italic !== undefined) return html`<i>${inline(italic, room)}</i>`;
  if (strike !== undefined) return html`<s>${inline(strike, room)}</s>`;
  return emoji === 'duck' ? html`<${Duck} />` : emojiOf(emoji ?? '');
}

/** Renders what stands in angle brackets: a user, a channel, a date, a broadcast or a link. */
function reference(content: string, { state }: Room): Child {
  const [target = '', label] = content.split('|');
  if (target.startsWith('@')) return mention(`@${nameOf(state, target.slice(1))}`);
  if (target.startsWith('#')) {
    const channel = state.channels.find(({ id }) => id === target.slice(1));
    return mention(`#${channel?.name ?? label ?? target.slice(1)}`);
  }
  if (target.startsWith('!date^')) return dateTimeOf(Number(target.split('^')[1]));
  if (target.startsWith('!')) return mention(`@${target.slice(1)}`);
  return html`<${Link} url=${decodeEntities(target)}>${decodeEntities(label ?? target)}<//>`;
}

function mention(text: string): Child {
  return html`<span class="mention">${text}</span>`;
}

/** A link that opens in a new tab; addresses other than web and mail stay text. */
export function Link({ url, children }: { url: string; children?: Child }) {
  if (!/^(https?|mailto):/i.test(url)) return html`<span>${children}</span>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`;
}

/** Unescapes the entities in Slack's text: `&lt;`, `&gt;` and `&amp;`. */
export function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
