import { useEffect, useRef, useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { objectAt, textAt } from '../json.ts';
import type { View } from './api.ts';
import { Blocks } from './blocks.ts';
import { Dialog } from './dialog.ts';
import { html } from './html.ts';
import { outcomeWords } from './outcome-words.ts';
import { type Room, RoomContext, useRoom } from './room.ts';

const SEVERAL = new Set(['checkboxes', 'multi_external_select', 'multi_static_select']);

/** A modal form of the app: its fields, errors under them; it closes when the app accepts it. */
export function ModalDialog({ view }: { view: View }) {
  const room = useRoom();
  const { perform } = room;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => focusFirstError(form.current), [errors]);

  // The app sees with each click what is filled in.
  const typed = () => (form.current ? readValues(view, new FormData(form.current)) : {});
  const inModal: Room = {
    ...room,
    perform: (name, body) => perform(name, name === 'click' ? { ...body, values: typed() } : body),
  };
  const leave = () => void perform('close', { view_id: view.id });
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || isSending) return;
    setSending(true);
    const outcome = await perform('submit', { view_id: view.id, values: typed() });
    setSending(false);
    setErrors(outcome.errors ?? {});
    setProblem(outcomeWords(outcome));
  };
  const title = view.title?.text ?? '';
  return html`
    <${Dialog} label=${title} leave=${leave}>
      <form class="dialog modal" ref=${form} onSubmit=${submit} noValidate>
        <header>
          <h2>${title}</h2>
          <button type="button" class="plain" aria-label="Close" onClick=${leave}>✕</button>
        </header>
        <div class="modal-body">
          <${RoomContext.Provider} value=${inModal}>
            <${Blocks} blocks=${view.blocks} source=${{ view_id: view.id }} errors=${errors} />
          <//>
          ${problem && html`<p class="field-error" role="alert">${problem}</p>`}
        </div>
        <footer>
          <button type="button" class="button" onClick=${leave}>${view.close?.text ?? 'Cancel'}</button>
          ${
            view.submit &&
            html`<button class="button primary" disabled=${isSending}>
              ${isSending ? 'Sending…' : view.submit.text}
            </button>`
          }
        </footer>
      </form>
    <//>
  `;
}

/** Reads what was typed or chosen in a modal's form, by block id. */
function readValues(view: View, form: FormData): Record<string, string | string[]> {
  const inputs = view.blocks.filter((block) => block.type === 'input');
  return Object.fromEntries(
    inputs.map((block) => {
      const id = textAt(block, 'block_id') ?? '';
      const given = form.getAll(id).map(String);
      return [id, takesSeveral(block) ? given : (given[0] ?? '')];
    }),
  );
}

function takesSeveral(block: JsonObject): boolean {
  return SEVERAL.has(textAt(objectAt(block, 'element'), 'type') ?? '');
}

function focusFirstError(form: HTMLFormElement | null): void {
  form
    ?.querySelector<HTMLElement>('.has-error :is(input:not([type=hidden]), select, textarea)')
    ?.focus();
}
