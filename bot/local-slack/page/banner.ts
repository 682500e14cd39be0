import type { Banner } from '../state/types.ts';
import { html } from './html.ts';

/** A progress bar for long work, at the top of the page. */
export function ProgressBanner({ banner }: { banner: Banner | null }) {
  if (!banner) return null;
  const percent = Math.round(banner.fraction * 100);
  return html`
    <div class="banner" role="status">
      <span>${banner.text} ${percent}%</span>
      <progress max="100" value=${percent} aria-label=${banner.text} />
    </div>
  `;
}
