import { useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textAt } from '../json.ts';
import { type Child, html } from './html.ts';
import { RichText } from './rich-text.ts';

const DEFAULT_PAGE_SIZE = 5;

/** Renders a table block; a data table is shown in pages, its first row is the head. */
export function Table({ block }: { block: JsonObject }) {
  const [page, setPage] = useState(0);
  const rows = (Array.isArray(block.rows) ? block.rows : []).map(objectsIn);
  const [head = [], ...body] = rows;
  const isPaged = block.type === 'data_table';
  const pageSize = isPaged ? Number(block.page_size ?? DEFAULT_PAGE_SIZE) : body.length;
  const pageCount = Math.max(1, Math.ceil(body.length / Math.max(1, pageSize)));
  const current = Math.min(page, pageCount - 1);
  const shown = body.slice(current * pageSize, (current + 1) * pageSize);
  const alignment = (column: number) => alignmentOf(block, column, body[0]?.[column]);
  return html`
    <div class="block table">
      <div class="table-scroll" tabindex="0" role="group" aria-label=${textAt(block, 'caption') ?? 'Table'}>
        <table>
          ${block.caption ? html`<caption>${textAt(block, 'caption')}</caption>` : null}
          <thead>
            <tr>
              ${head.map((cell, index) => html`<th scope="col" class=${alignment(index)}>${content(cell)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (row) => html`
                <tr>${row.map((cell, index) => html`<td class=${alignment(index)}>${content(cell)}</td>`)}</tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      ${pageCount > 1 && html`<${Pager} page=${current} pageCount=${pageCount} go=${setPage} />`}
    </div>
  `;
}

interface PagerProps {
  page: number;
  pageCount: number;
  go(page: number): void;
}

function Pager({ page, pageCount, go }: PagerProps) {
  return html`
    <p class="pager">
      <button class="button" disabled=${page === 0} onClick=${() => go(page - 1)}>Previous</button>
      <span aria-live="polite">Page ${page + 1} of ${pageCount}</span>
      <button class="button" disabled=${page === pageCount - 1} onClick=${() => go(page + 1)}>Next</button>
    </p>
  `;
}

function alignmentOf(block: JsonObject, column: number, sample: JsonObject | undefined): string {
  const settings = Array.isArray(block.column_settings) ? block.column_settings[column] : undefined;
  const set = isObject(settings) ? textAt(settings, 'align') : undefined;
  return `align-${set ?? (sample?.type === 'raw_number' ? 'right' : 'left')}`;
}

function content(cell: JsonObject): Child {
  if (cell.type === 'rich_text') return html`<${RichText} block=${cell} />`;
  return textAt(cell, 'text') ?? '';
}
