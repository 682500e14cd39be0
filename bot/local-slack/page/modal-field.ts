import type { JsonObject } from '../json.ts';
import { objectAt, textAt } from '../json.ts';
import type { Source } from './blocks.ts';
import { ConversationOptions } from './conversation-options.ts';
import { ExternalSelect } from './external-select.ts';
import { type Child, html } from './html.ts';
import { initialChoice, NativeOptions, optionsOf, optionValue } from './options.ts';
import { useRoom } from './room.ts';
import { plainOf, Text, withEmoji } from './text.ts';

const GROUPED = new Set(['checkboxes', 'radio_buttons', 'multi_static_select']);

interface InputFieldProps {
  block: JsonObject;
  source: Source;
  error?: string | undefined;
}

/** A form field of a modal (input block): label, control, hint, and its validation error. */
export function InputField({ block, source, error }: InputFieldProps) {
  const id = textAt(block, 'block_id') ?? '';
  const element = objectAt(block, 'element');
  const isGroup = GROUPED.has(textAt(element, 'type') ?? '');
  const label = html`
    ${withEmoji(plainOf(block.label))}${block.optional === true && html`<small> (optional)</small>`}
  `;
  const notes = html`
    ${block.hint ? html`<p class="hint" id=${`${id}-hint`}>${plainOf(block.hint)}</p>` : null}
    <p class="field-error" id=${`${id}-error`} role="alert">${error && `⚠ ${error}`}</p>
  `;
  const { perform } = useRoom();
  const dispatch = (value?: string | string[]) => {
    const given = value === undefined ? {} : { value };
    void perform('click', { ...source, action_id: element.action_id, ...given });
  };
  const isDispatched = block.dispatch_action === true;
  const onChange = isDispatched ? () => dispatch() : undefined;
  const kind = `field ${error ? 'has-error' : ''}`;
  if (isGroup) {
    return html`
      <fieldset class=${kind} onChange=${onChange} aria-describedby=${`${id}-error`}>
        <legend>${label}</legend>
        <${Choices} id=${id} element=${element} />
        ${notes}
      </fieldset>
    `;
  }
  return html`
    <div class=${kind} onChange=${onChange}>
      <label for=${id}>${label}</label>
      <${Control} id=${id} element=${element} source=${source} changed=${isDispatched ? dispatch : undefined} isWrong=${error !== undefined} />
      ${notes}
    </div>
  `;
}

interface ControlProps {
  id: string;
  element: JsonObject;
  source: Source;
  isWrong: boolean;
  /** Told of a change that no native control tells. */
  changed: ((value: string | string[]) => void) | undefined;
}

/** Renders the control of a field by its type: text box, menu, date, time or number. */
function Control({ id, element, source, isWrong, changed }: ControlProps): Child {
  const common = {
    id,
    name: id,
    'aria-invalid': isWrong,
    'aria-describedby': `${id}-hint ${id}-error`,
    autofocus: element.focus_on_load === true,
    placeholder: plainOf(element.placeholder),
  };
  switch (element.type) {
    case 'static_select':
      return html`
        <select ...${common}>
          <option value="">${plainOf(element.placeholder) || 'Choose an option'}</option>
          <${NativeOptions} element=${element} />
        </select>
      `;
    case 'conversations_select':
      return html`
        <select ...${common}>
          <option value="">${plainOf(element.placeholder) || 'Choose a conversation'}</option>
          <${ConversationOptions} element=${element} />
        </select>
      `;
    case 'external_select':
    case 'multi_external_select':
      return html`<${ExternalSelect} id=${id} element=${element} source=${source} use=${changed} />`;
    case 'timepicker':
      return html`<input ...${common} type="time" defaultValue=${element.initial_time} />`;
    case 'datepicker':
      return html`<input ...${common} type="date" defaultValue=${element.initial_date} />`;
    case 'number_input':
      return html`<input
        ...${common}
        type="number"
        step=${element.is_decimal_allowed === true ? 'any' : '1'}
        min=${element.min_value}
        max=${element.max_value}
        defaultValue=${element.initial_value}
      />`;
    default:
      return element.multiline === true
        ? html`<textarea ...${common} rows="4" maxlength=${element.max_length} defaultValue=${element.initial_value}></textarea>`
        : html`<input ...${common} type="text" maxlength=${element.max_length} defaultValue=${element.initial_value} />`;
  }
}

/** A group of checkboxes or radio buttons. */
function Choices({ id, element }: { id: string; element: JsonObject }) {
  const chosen = initialChoice(element);
  const type = element.type === 'radio_buttons' ? 'radio' : 'checkbox';
  return html`
    <div class="choices">
      ${optionsOf(element).map(
        (option) => html`
          <label>
            <input type=${type} name=${id} value=${optionValue(option)} defaultChecked=${chosen.has(optionValue(option))} />
            <span>
              <${Text} text=${option.text} />
              ${option.description ? html`<small><${Text} text=${option.description} /></small>` : null}
            </span>
          </label>
        `,
      )}
    </div>
  `;
}
