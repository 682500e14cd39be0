import { html } from './html.ts';

/** An error notice: what did not work, in words, until somebody dismisses it. */
export function Notice({ text, dismiss }: { text: string | undefined; dismiss(): void }) {
  return html`
    <div role="alert" class="notices">
      ${
        text &&
        html`<p class="notice">
          <span>${text}</span>
          <button class="plain" aria-label="Dismiss" onClick=${dismiss}>✕</button>
        </p>`
      }
    </div>
  `;
}
