import type { User } from '../state/types.ts';
import { html } from './html.ts';

/** The duck, drawn as SVG. */
export function Duck() {
  return html`
    <svg class="duck" viewBox="0 0 36 36" aria-hidden="true">
      <path d="M5 21c3 2 6 1 8-1-3-3-4-7-2-11 3-5 10-5 13-1 2 3 2 6 0 9 4 1 7 4 7 8 0 5-5 7-12 7H16C9 32 5 27 5 21z" fill="#ffd34e" />
      <path d="M14 24c3-1 8-1 10 1-1 4-8 5-10-1z" fill="#f2b92c" />
      <path d="M25 11c3-1 6 0 8 1-1 3-5 4-8 3z" fill="#f0762b" />
      <circle cx="20.5" cy="10.5" r="1.9" fill="#2b2230" />
      <circle cx="21.1" cy="9.9" r=".6" fill="#fff" />
    </svg>
  `;
}

/** A user's picture: the duck for the app, else the first letter of the name. */
export function Avatar({ user }: { user: User | undefined }) {
  if (user?.name === 'ducky') return html`<span class="avatar app"><${Duck} /></span>`;
  const letter = (user?.real_name ?? '?').slice(0, 1);
  return html`<span class=${`avatar letter-${letter}`} aria-hidden="true">${letter}</span>`;
}
