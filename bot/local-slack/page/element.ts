import { useState } from 'preact/hooks';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, textAt } from '../json.ts';
import { imageAddress, type Source } from './blocks.ts';
import { ConfirmDialog } from './confirm.ts';
import { ExternalSelect } from './external-select.ts';
import { html } from './html.ts';
import { Icon, type IconName } from './icon.ts';
import { OptionMenu } from './option-menu.ts';
import { useRoom } from './room.ts';
import { plainOf, Text, withEmoji } from './text.ts';

type Value = string | string[] | undefined;

interface ElementProps {
  element: JsonObject;
  source: Source;
}

/** A button, menu or image in a block; using it tells the app. Asks first if it has a `confirm`. */
export function Element({ element, source }: ElementProps) {
  const { perform } = useRoom();
  const [asking, setAsking] = useState<{ value: Value }>();
  const press = (value?: Value) => {
    setAsking(undefined);
    const given = value === undefined ? {} : { value };
    return perform('click', { ...source, action_id: element.action_id, ...given });
  };
  const use = (value?: Value) => {
    if (isObject(element.confirm)) setAsking({ value });
    else void press(value);
  };
  return html`
    <${Control} element=${element} source=${source} use=${use} />
    ${
      asking &&
      html`<${ConfirmDialog}
        confirm=${element.confirm}
        yes=${() => void press(asking.value)}
        no=${() => setAsking(undefined)}
      />`
    }
  `;
}

interface ControlProps extends ElementProps {
  use(value?: Value): void;
}

/** Renders an element by its type. */
function Control({ element, source, use }: ControlProps) {
  switch (element.type) {
    case 'button':
    case 'icon_button':
      return html`<${Button} element=${element} use=${use} />`;
    case 'feedback_buttons':
      return html`
        <${FeedbackButton} side=${element.positive_button} icon="good" use=${use} />
        <${FeedbackButton} side=${element.negative_button} icon="bad" use=${use} />
      `;
    case 'image':
      return html`<img class="small-image" src=${imageAddress(element)} alt=${textAt(element, 'alt_text')} />`;
    case 'plain_text':
    case 'mrkdwn':
      return html`<span><${Text} text=${element} /></span>`;
    case 'datepicker':
      return html`<input
        type="date"
        aria-label=${plainOf(element.placeholder) || 'Date'}
        defaultValue=${textAt(element, 'initial_date')}
        onChange=${(event: Event) => use((event.target as HTMLInputElement).value)}
      />`;
    case 'timepicker':
      return html`<input
        type="time"
        aria-label=${plainOf(element.placeholder) || 'Time'}
        defaultValue=${textAt(element, 'initial_time')}
        onChange=${(event: Event) => use((event.target as HTMLInputElement).value)}
      />`;
    case 'external_select':
    case 'multi_external_select':
      return html`<${ExternalSelect} element=${element} source=${source} use=${use} />`;
    default:
      return html`<${OptionMenu} element=${element} use=${use} />`;
  }
}

/** A button; one with a web address also opens it in a new tab. */
function Button({ element, use }: Omit<ControlProps, 'source'>) {
  const url = textAt(element, 'url');
  const press = () => {
    if (url && /^https?:/i.test(url)) open(url, '_blank', 'noopener');
    use();
  };
  return html`
    <button
      type="button"
      class=${`button ${textAt(element, 'style') ?? ''}`}
      aria-label=${textAt(element, 'accessibility_label')}
      onClick=${press}
    >
      ${withEmoji(plainOf(element.text))}
    </button>
  `;
}

/** Thumbs up or thumbs down, on an answer. */
function FeedbackButton({
  side,
  icon,
  use,
}: {
  side: JsonObject;
  icon: IconName;
  use(value: string): void;
}) {
  const label = textAt(side, 'accessibility_label') ?? textAt(objectAt(side, 'text'), 'text');
  return html`
    <button
      type="button"
      class="button feedback"
      title=${label}
      aria-label=${label}
      onClick=${() => use(textAt(side, 'value') ?? '')}
    >
      <${Icon} name=${icon} />
    </button>
  `;
}
