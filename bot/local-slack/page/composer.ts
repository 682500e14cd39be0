import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.ts';
import { Menu } from './menu.ts';
import { useRoom } from './room.ts';
import { send } from './send.ts';

interface ComposerProps {
  label: string;
  placeholder: string;
  thread?: string;
  onSend(): void;
}

/** The message box: Enter sends, Shift+Enter starts a new line. */
export function Composer({ label, placeholder, thread, onSend }: ComposerProps) {
  const room = useRoom();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), [thread]);
  useEffect(() => fitHeight(box.current), [text]);

  const submit = () => {
    if (text.trim() === '') return;
    setText('');
    onSend();
    void send(room, text, thread);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    submit();
  };
  return html`
    <form class="composer" onSubmit=${onSubmit}>
      <textarea
        ref=${box}
        rows="1"
        aria-label=${label}
        placeholder=${placeholder}
        value=${text}
        onInput=${(event: InputEvent) => setText((event.target as HTMLTextAreaElement).value)}
        onKeyDown=${onKeyDown}
      ></textarea>
      <div class="composer-foot">
        ${!thread && html`<${Shortcuts} />`}
        <span>
          <b>/forecast</b>, <b>/ducky</b> or <b>@ducky</b> · <kbd>Enter</kbd> sends · <kbd>Shift</kbd>+<kbd>Enter</kbd> new line
        </span>
        <button class="send" aria-label="Send" disabled=${text.trim() === ''}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 3l16 7-16 7 2-6 8-1-8-1z" fill="currentColor" /></svg>
        </button>
      </div>
    </form>
  `;
}

/** The + menu with the app's global shortcuts. */
function Shortcuts() {
  const { state, perform } = useRoom();
  const items = state.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, description, callback_id }) => ({
      name,
      note: description,
      run: () => void perform('shortcut', { callback_id }),
    }));
  return html`<${Menu} label="Shortcuts" items=${items}>+<//>`;
}

/** Lets the message box grow with its text. */
function fitHeight(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
