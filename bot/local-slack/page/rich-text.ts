import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { emojiOf } from './emoji.ts';
import { dateTimeOf } from './format.ts';
import { type Child, html } from './html.ts';
import { Link } from './mrkdwn.ts';
import { nameOf, type Room, useRoom } from './room.ts';

/** Renders a rich text block. */
export function RichText({ block }: { block: JsonObject }) {
  const room = useRoom();
  return html`<div class="rich-text">${objectsIn(block.elements).map((it) => part(it, room))}</div>`;
}

/** Renders a list, a quote, preformatted code or a line. */
function part(element: JsonObject, room: Room): Child {
  const children = objectsIn(element.elements);
  switch (element.type) {
    case 'rich_text_list': {
      const items = children.map((item) => html`<li>${inlines(item, room)}</li>`);
      return element.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'rich_text_quote':
      return html`<blockquote>${inlines(element, room)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inlines(element, room)}</pre>`;
    default:
      return html`<span class="rich-line">${inlines(element, room)}</span>`;
  }
}

function inlines(element: JsonObject, room: Room): Child[] {
  return objectsIn(element.elements).map((each) =>
    styled(inline(each, room), objectAt(each, 'style')),
  );
}

/** Formats text as code, bold, italic or struck through. */
function styled(child: Child, style: JsonObject): Child {
  const wrap = [
    [style.code, (it: Child) => html`<code>${it}</code>`],
    [style.bold, (it: Child) => html`<b>${it}</b>`],
    [style.italic, (it: Child) => html`<i>${it}</i>`],
    [style.strike, (it: Child) => html`<s>${it}</s>`],
  ] as const;
  return wrap.reduce<Child>((inner, [isOn, tag]) => (isOn === true ? tag(inner) : inner), child);
}

/** Renders text, a link, a mention, an emoji or a date within a line. */
function inline(element: JsonObject, { state }: Room): Child {
  const at = (key: string) => textAt(element, key) ?? '';
  switch (element.type) {
    case 'link':
      return html`<${Link} url=${at('url')}>${at('text') || at('url')}<//>`;
    case 'user':
      return html`<span class="mention">@${nameOf(state, at('user_id'))}</span>`;
    case 'channel': {
      const channel = state.channels.find(({ id }) => id === at('channel_id'));
      return html`<span class="mention">#${channel?.name ?? at('channel_id')}</span>`;
    }
    case 'emoji':
      return emojiOf(at('name'));
    case 'date':
      return dateTimeOf(Number(element.timestamp));
    case 'broadcast':
      return html`<span class="mention">@${at('range')}</span>`;
    default:
      return at('text');
  }
}
