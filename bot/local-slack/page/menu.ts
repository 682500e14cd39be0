import { useState } from 'preact/hooks';
import { type Child, html } from './html.ts';

interface MenuProps {
  label: string;
  /** What stands on the button. */
  children?: Child;
  items: MenuItem[];
}

/** One thing to do. */
export interface MenuItem {
  name: string;
  note?: string;
  isDanger?: boolean;
  run(): void;
}

/** A button that opens a list of things to do; it closes when one is done, or left. */
export function Menu({ label, items, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return null;
  const onFocusOut = (event: FocusEvent) => {
    const menu = event.currentTarget as HTMLElement;
    if (!menu.contains(event.relatedTarget as Node | null)) setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setOpen(false);
    }
    if (isOpen) moveFocus(event);
  };
  const choose = (item: MenuItem) => {
    setOpen(false);
    item.run();
  };
  return html`
    <div class="menu" onFocusOut=${onFocusOut} onKeyDown=${onKeyDown}>
      <button
        type="button"
        class="menu-button"
        title=${label}
        aria-label=${label}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        onClick=${() => setOpen(!isOpen)}
      >
        ${children}
      </button>
      ${
        isOpen &&
        html`<div class="menu-items" role="menu" aria-label=${label}>
          ${items.map((item) => html`<${Item} item=${item} choose=${choose} />`)}
        </div>`
      }
    </div>
  `;
}

function Item({ item, choose }: { item: MenuItem; choose(item: MenuItem): void }) {
  return html`
    <button type="button" role="menuitem" class=${item.isDanger ? 'danger' : ''} onClick=${() => choose(item)}>
      ${item.name}${item.note && html`<small>${item.note}</small>`}
    </button>
  `;
}

/** Keyboard navigation: the arrow keys go from item to item. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const focused = items.indexOf(document.activeElement as HTMLElement);
  // From the button, which is none of them, one step up is the last item.
  const next = focused < 0 && step < 0 ? -1 : focused + step;
  items.at(next % items.length)?.focus();
}
