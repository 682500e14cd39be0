import type { JsonObject } from '../json.ts';
import { ConversationOptions } from './conversation-options.ts';
import { html } from './html.ts';
import { initialChoice, NativeOptions, optionsOf, optionValue } from './options.ts';
import { plainOf, Text } from './text.ts';

interface OptionMenuProps {
  element: JsonObject;
  use(value: string | string[]): void;
}

/** What offers options in a message: a select menu, checkboxes or radio buttons. */
export function OptionMenu({ element, use }: OptionMenuProps) {
  const isSeveral = element.type === 'checkboxes' || element.type === 'multi_static_select';
  if (isSeveral || element.type === 'radio_buttons') {
    return html`<${Ticks} element=${element} use=${use} isSeveral=${isSeveral} />`;
  }
  const label = plainOf(element.placeholder) || (element.type === 'overflow' ? 'More' : 'Choose');
  const onChange = (event: Event) => {
    const menu = event.target as HTMLSelectElement;
    if (menu.value) use(menu.value);
    if (element.type === 'overflow') menu.value = '';
  };
  return html`
    <select class="button" aria-label=${label} onChange=${onChange}>
      <option value="">${element.type === 'overflow' ? '⋯' : label}</option>
      <${element.type === 'conversations_select' ? ConversationOptions : NativeOptions} element=${element} />
    </select>
  `;
}

/** Checkboxes or radio buttons, which tell the app of every change. */
function Ticks({ element, use, isSeveral }: OptionMenuProps & { isSeveral: boolean }) {
  const chosen = initialChoice(element);
  const onChange = (event: Event) => {
    const group = (event.target as HTMLElement).closest('fieldset');
    const ticked = [...(group?.querySelectorAll<HTMLInputElement>('input:checked') ?? [])];
    const values = ticked.map((input) => input.value);
    use(isSeveral ? values : (values[0] ?? ''));
  };
  return html`
    <fieldset class="ticks" onChange=${onChange}>
      ${optionsOf(element).map(
        (option) => html`
          <label>
            <input
              type=${isSeveral ? 'checkbox' : 'radio'}
              name=${element.action_id}
              value=${optionValue(option)}
              defaultChecked=${chosen.has(optionValue(option))}
            />
            <span><${Text} text=${option.text} /></span>
          </label>
        `,
      )}
    </fieldset>
  `;
}
