import { type Finding, listFinding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { type Lexicon, takeValues } from './value-list.ts';

const AD = '(?:\\s+(?:ads?|formats?|inventory|spots?|creatives?|placements?))?';

/** Names of the formats, as people write them. */
const FORMAT_WORDS: Lexicon = {
  banner: `(?:banners?|display)${AD}`,
  interstitial: `(?:interstitials?|full[\\s-]?screen)${AD}`,
  rewarded: `rewarded(?:\\s+videos?)?${AD}`,
  video: `(?:videos?|vast)${AD}`,
  audio: `audio${AD}`,
  native: `natives?${AD}`,
};

const ANY = /\b(?:any|all)\s+formats?\b/g;

/** Parses ad formats: 'video', 'display or native', 'not rewarded'. */
export function readFormat(text: UnreadText): Finding {
  const isAny = text.take(ANY).length > 0;
  const values = takeValues(text, FORMAT_WORDS);
  if (isAny && values.exclude.length === 0) return { lifted: ['format'] };
  return listFinding('format', values);
}
