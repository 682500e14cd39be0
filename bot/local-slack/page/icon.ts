import { html } from './html.ts';

const PATHS = {
  eye: 'M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10zM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  file: 'M4.5 2h7l4 4v12h-11zM11.5 2v4h4M7 10h6M7 13h6',
  good: 'M3 9h3v8H3zM6 9.5 9.5 3c1.5 0 2 1 1.7 2.3L10.5 8H16c1 0 1.6.9 1.3 1.9l-1.7 6c-.2.7-.7 1.1-1.4 1.1H6',
  bad: 'M3 11h3V3H3zM6 10.5 9.5 17c1.5 0 2-1 1.7-2.3L10.5 12H16c1 0 1.6-.9 1.3-1.9l-1.7-6c-.2-.7-.7-1.1-1.4-1.1H6',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing that stands beside words or in a labelled button. */
export function Icon({ name }: { name: IconName }) {
  return html`
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round">
      <path d=${PATHS[name]} />
    </svg>
  `;
}
