import { type Child, html } from './html.ts';
import { decodeEntities, Link } from './mrkdwn.ts';

const INLINE =
  /\\(?<escaped>[!-/:-@[-`{-~])|`(?<code>[^`\n]+)`|\*\*(?<bold>[^*\n]+)\*\*|(?<![\w*])\*(?<italic>[^*\n]+)\*|(?<!\w)_(?<under>[^_\n]+)_(?!\w)|~~(?<strike>[^~\n]+)~~|\[(?<label>[^\]\n]+)\]\((?<url>[^)\s]+)\)/g;

/** Renders Markdown as far as chat needs it: headings, lists, quotes, code, emphasis, links. */
export function Markdown({ text }: { text: string }) {
  const parts = text.split(/^```\w*\n([\s\S]*?)^```\s*$/m);
  return html`<div class="markdown">
    ${parts.map((part, index) =>
      index % 2 === 1
        ? html`<pre>${decodeEntities(part)}</pre>`
        : part.split(/\n{2,}/).map(paragraph),
    )}
  </div>`;
}

/** Renders a paragraph: a heading, list, quote or plain lines. */
function paragraph(text: string): Child {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (lines.length === 0) return null;
  if (/^#{1,6} /.test(first)) {
    const rest = lines.slice(1).join('\n');
    return html`<h4>${inline(first.replace(/^#+ /, ''))}</h4>${paragraph(rest)}`;
  }
  if (lines.every((line) => /^\s*[-*+] /.test(line))) return html`<ul>${items(lines)}</ul>`;
  if (lines.every((line) => /^\s*\d+[.)] /.test(line))) return html`<ol>${items(lines)}</ol>`;
  if (lines.every((line) => line.startsWith('>'))) {
    return html`<blockquote>${inline(lines.map((it) => it.replace(/^> ?/, '')).join('\n'))}</blockquote>`;
  }
  return html`<p>${inline(lines.join('\n'))}</p>`;
}

function items(lines: string[]): Child[] {
  return lines.map((line) => html`<li>${inline(line.replace(/^\s*(?:[-*+]|\d+[.)]) /, ''))}</li>`);
}

function inline(text: string): Child[] {
  const children: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    children.push(decodeEntities(text.slice(end, match.index)), span(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  children.push(decodeEntities(text.slice(end)));
  return children;
}

/** Renders one piece of inline Markdown, by which group of `INLINE` matched. */
function span({
  escaped,
  code,
  bold,
  italic,
  under,
  strike,
  label,
  url,
}: Record<string, string | undefined>) {
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return html`<code>${decodeEntities(code)}</code>`;
  if (bold !== undefined) return html`<b>${inline(bold)}</b>`;
  if (strike !== undefined) return html`<s>${inline(strike)}</s>`;
  if (url !== undefined)
    return html`<${Link} url=${decodeEntities(url)}>${decodeEntities(label ?? url)}<//>`;
  return html`<i>${inline(italic ?? under ?? '')}</i>`;
}
