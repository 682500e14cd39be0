import { useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { isObject, objectsIn } from '../json.ts';
import type { Source } from './blocks.ts';
import { html } from './html.ts';
import { optionValue } from './options.ts';
import { useSuggestions } from './suggested-options.ts';
import { plainOf, Text } from './text.ts';

interface ExternalSelectProps {
  element: JsonObject;
  source: Source;
  /** In a form: the name of its field, and its id. */
  id?: string;
  /** Told of every change. */
  use?(value: string | string[]): void;
}

/** A menu with autocomplete, whose options the app gives: one, or several as chips. */
export function ExternalSelect({ element, source, id, use }: ExternalSelectProps) {
  const isSeveral = element.type === 'multi_external_select';
  const [chosen, setChosen] = useState(() => initialOptions(element));
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const { options, note } = useSuggestions(element, source, query);
  const isOpen = query !== undefined;

  const change = (next: JsonObject[]) => {
    setChosen(next);
    const values = next.map(optionValue);
    use?.(isSeveral ? values : (values[0] ?? ''));
  };
  const choose = (option: JsonObject) => {
    const others = chosen.filter((each) => optionValue(each) !== optionValue(option));
    change(isSeveral ? [...others, option] : [option]);
    setQuery(undefined);
  };
  const remove = (option: JsonObject) => change(chosen.filter((each) => each !== option));
  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[active];
    if (event.key === 'Backspace' && !query) change(chosen.slice(0, -1));
    else if (!isOpen) return;
    else if (event.key === 'Escape') setQuery(undefined);
    else if (event.key === 'Enter' && option) choose(option);
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else return;
    if (event.key !== 'Backspace') event.preventDefault();
  };
  return html`
    <div class="combo" onFocusOut=${() => setQuery(undefined)}>
      ${chosen.map((option) => html`<${Chip} option=${option} name=${id} remove=${() => remove(option)} />`)}
      <input
        id=${id}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded=${isOpen}
        aria-label=${id ? undefined : plainOf(element.placeholder) || 'Choose'}
        placeholder=${plainOf(element.placeholder)}
        value=${query ?? ''}
        onFocus=${() => setQuery('')}
        onInput=${(event: InputEvent) => {
          setActive(0);
          setQuery((event.target as HTMLInputElement).value);
        }}
        onKeyDown=${onKeyDown}
      />
      ${isOpen && html`<${Offers} options=${options} note=${note} active=${active} choose=${choose} />`}
    </div>
  `;
}

interface ChipProps {
  option: JsonObject;
  name: string | undefined;
  remove(): void;
}

/** A chosen option, with a button that removes it. */
function Chip({ option, name, remove }: ChipProps) {
  const text = plainOf(option.text);
  return html`
    <span class="chip">
      ${text}
      ${name && html`<input type="hidden" name=${name} value=${optionValue(option)} />`}
      <button type="button" aria-label=${`Remove ${text}`} onClick=${remove}>✕</button>
    </span>
  `;
}

interface OffersProps {
  options: JsonObject[];
  note: string | undefined;
  active: number;
  choose(option: JsonObject): void;
}

/** The list of options to choose from, or a note why there are none. */
function Offers({ options, note, active, choose }: OffersProps) {
  // The box must keep the focus, or the list would close before the click.
  const hold = (event: Event) => event.preventDefault();
  return html`
    <ul role="listbox" onMouseDown=${hold}>
      ${note && html`<li class="note">${note}</li>`}
      ${options.map(
        (option, index) => html`
          <li role="option" aria-selected=${index === active} onClick=${() => choose(option)}>
            <${Text} text=${option.text} />
          </li>
        `,
      )}
    </ul>
  `;
}

function initialOptions(element: JsonObject): JsonObject[] {
  const { initial_option: initial } = element;
  return isObject(initial) ? [initial] : objectsIn(element.initial_options);
}
