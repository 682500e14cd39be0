import type { SectionBlock } from '@slack/types';

import { bullets, section } from '../text.ts';

/** What limits a forecast, and what else to know of it; nothing where there is nothing to say. */
export function notesSection({ notes }: { notes: readonly string[] }): SectionBlock[] {
  return notes.length > 0 ? [section(`*Good to know*\n${bullets(notes)}`)] : [];
}
