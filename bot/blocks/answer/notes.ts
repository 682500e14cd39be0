import type { SectionBlock } from '@slack/types';

import { bullets, section } from '../text.ts';

/** The caveats of a forecast under “Good to know”; nothing where there are none. */
export function notesSection({ notes }: { notes: readonly string[] }): SectionBlock[] {
  return notes.length > 0 ? [section(`*Good to know*\n${bullets(notes)}`)] : [];
}
