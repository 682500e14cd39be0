import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { html } from './html.ts';
import { Icon } from './icon.ts';

/** Files shared in a message: images are shown, others can be saved. */
export function Files({ files }: { files: JsonObject[] }) {
  return files.map((file) => html`<${SharedFile} key=${file.id} file=${file} />`);
}

function SharedFile({ file }: { file: JsonObject }) {
  const title = textAt(file, 'title') ?? 'file';
  const path = filePath(textAt(file, 'id') ?? '');
  if (textAt(file, 'mimetype')?.startsWith('image/')) {
    return html`
      <figure class="image">
        <figcaption>${title}</figcaption>
        <img src=${path} alt=${textAt(file, 'alt_txt') || title} />
      </figure>
    `;
  }
  return html`
    <a class="file" href=${path} download=${textAt(file, 'name')}>
      <${Icon} name="file" />
      <span><b>${title}</b><small>${Math.max(1, Math.round(Number(file.size) / 1024))} KB · Download</small></span>
    </a>
  `;
}

/** The URL path at which this server serves an uploaded file. */
export function filePath(id: string): string {
  return `/files/${encodeURIComponent(id)}/file`;
}
