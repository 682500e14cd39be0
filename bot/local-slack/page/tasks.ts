import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textAt } from '../json.ts';
import { html } from './html.ts';
import { Link } from './mrkdwn.ts';
import { RichText } from './rich-text.ts';

const STATUS_WORDS: Record<string, string> = {
  pending: 'Waiting',
  in_progress: 'In progress',
  complete: 'Done',
  error: 'Failed',
};

/** A plan, the progress of the app's work: its title and its tasks. */
export function Plan({ block }: { block: JsonObject }) {
  return html`
    <section class="block plan" aria-label=${textAt(block, 'title')}>
      <h4>${textAt(block, 'title')}</h4>
      <ul class="tasks">
        ${objectsIn(block.tasks).map(
          (task) => html`<${TaskCard} key=${task.task_id} task=${task} />`,
        )}
      </ul>
    </section>
  `;
}

/** One task with its state; a spinner turns while it is in progress. */
export function TaskCard({ task }: { task: JsonObject }) {
  const status = textAt(task, 'status') ?? 'pending';
  return html`
    <li class=${`task ${status}`}>
      <span class="task-state" role="img" aria-label=${STATUS_WORDS[status]}></span>
      <div>
        ${textAt(task, 'title')}
        ${isObject(task.details) && html`<${RichText} block=${task.details} />`}
        ${isObject(task.output) && html`<${RichText} block=${task.output} />`}
        ${objectsIn(task.sources).map(
          (source) => html`<${Link} url=${source.url}>${textAt(source, 'text')}<//>`,
        )}
      </div>
    </li>
  `;
}
