import type { JsonObject } from '../json.ts';
import { Dialog } from './dialog.ts';
import { html } from './html.ts';
import { plainOf, Text } from './text.ts';

interface ConfirmDialogProps {
  confirm: JsonObject;
  yes(): void;
  no(): void;
}

/** A confirmation dialog, which asks before a click or a choice goes to the app. */
export function ConfirmDialog({ confirm, yes, no }: ConfirmDialogProps) {
  const title = plainOf(confirm.title) || 'Are you sure?';
  return html`
    <${Dialog} label=${title} leave=${no}>
      <div class="dialog confirm">
        <h2>${title}</h2>
        <p><${Text} text=${confirm.text} /></p>
        <footer>
          <button class="button" onClick=${no}>${plainOf(confirm.deny) || 'Cancel'}</button>
          <button class=${`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`} onClick=${yes} autofocus>
            ${plainOf(confirm.confirm) || 'Yes'}
          </button>
        </footer>
      </div>
    <//>
  `;
}
