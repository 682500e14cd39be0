import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Child, html } from './html.ts';

interface DialogProps {
  label: string;
  /** Called when somebody leaves it with Escape. */
  leave(): void;
  children?: Child;
}

/** A dialog over the page: focus stays inside, and returns to where it was. */
export function Dialog({ label, leave, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  const onCancel = (event: Event) => {
    event.preventDefault();
    leave();
  };
  return html`
    <dialog ref=${dialog} aria-label=${label} onCancel=${onCancel}>${children}</dialog>
  `;
}
