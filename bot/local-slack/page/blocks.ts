import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { Chart } from './chart.ts';
import { Element } from './element.ts';
import { filePath } from './files.ts';
import { type Child, html } from './html.ts';
import { Markdown } from './markdown.ts';
import { InputField } from './modal-field.ts';
import { RichText } from './rich-text.ts';
import { Table } from './table.ts';
import { Plan, TaskCard } from './tasks.ts';
import { Text } from './text.ts';

/** Where blocks stand: in a message or in a view. A click tells the app. */
export type Source = { channel: string; ts: string } | { view_id: string };

interface BlocksProps {
  blocks: JsonObject[];
  source: Source;
  /** What is wrong with an input, by block id. */
  errors?: Record<string, string>;
}

interface BlockProps {
  block: JsonObject;
  source: Source;
  error?: string | undefined;
}

/** Renders the Block Kit blocks of a message, a modal or a Home tab. */
export function Blocks({ blocks, source, errors = {} }: BlocksProps) {
  return blocks.map((block, index) => {
    const id = textAt(block, 'block_id') ?? String(index);
    return html`<${Block} key=${id} block=${block} source=${source} error=${errors[id]} />`;
  });
}

/** Renders one block by its type; one of an unknown type is only named. */
function Block({ block, source, error }: BlockProps): Child {
  switch (block.type) {
    case 'header':
      return html`<h3 class="block header"><${Text} text=${block.text} /></h3>`;
    case 'section':
      return html`<${Section} block=${block} source=${source} />`;
    case 'divider':
      return html`<hr class="block" />`;
    case 'context':
      return html`<div class="block context">${elements(block, source)}</div>`;
    case 'actions':
    case 'context_actions':
      return html`<div class=${`block ${block.type}`}>${elements(block, source)}</div>`;
    case 'image':
      return html`<${ImageBlock} block=${block} />`;
    case 'markdown':
      return html`<${Markdown} text=${textAt(block, 'text') ?? ''} />`;
    case 'rich_text':
      return html`<${RichText} block=${block} />`;
    case 'table':
    case 'data_table':
      return html`<${Table} block=${block} />`;
    case 'data_visualization':
      return html`<${Chart} block=${block} />`;
    case 'plan':
      return html`<${Plan} block=${block} />`;
    case 'task_card':
      return html`<ul class="block tasks"><${TaskCard} task=${block} /></ul>`;
    case 'alert':
      return html`<p class=${`block alert ${block.level ?? ''}`}><${Text} text=${block.text} /></p>`;
    case 'input':
      return html`<${InputField} block=${block} source=${source} error=${error} />`;
    default:
      return html`<p class="block context">A block of type ${String(block.type)}</p>`;
  }
}

function elements(block: JsonObject, source: Source): Child[] {
  return objectsIn(block.elements).map(
    (element, index) =>
      html`<${Element} key=${textAt(element, 'action_id') ?? index} element=${element} source=${source} />`,
  );
}

/** A section block: its text, its fields, and the accessory beside them. */
function Section({ block, source }: BlockProps) {
  const fields = objectsIn(block.fields);
  return html`
    <div class="block section">
      <div class="section-text">
        ${block.text ? html`<${Text} text=${block.text} />` : null}
        ${
          fields.length > 0 &&
          html`<div class="fields">
            ${fields.map((field) => html`<div><${Text} text=${field} /></div>`)}
          </div>`
        }
      </div>
      ${block.accessory ? html`<${Element} element=${block.accessory} source=${source} />` : null}
    </div>
  `;
}

function ImageBlock({ block }: { block: JsonObject }) {
  return html`
    <figure class="block image">
      ${block.title ? html`<figcaption><${Text} text=${block.title} /></figcaption>` : null}
      <img src=${imageAddress(block)} alt=${textAt(block, 'alt_text')} />
    </figure>
  `;
}

/** The URL of an image: a file on this server, or an address that the page may not load. */
export function imageAddress(image: JsonObject): string {
  const id = textAt(objectAt(image, 'slack_file'), 'id');
  return id ? filePath(id) : (textAt(image, 'image_url') ?? '');
}
