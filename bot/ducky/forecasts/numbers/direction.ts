/** More: `+`; less: `-`. */
export type Sign = '+' | '-';

const UP =
  'up|upwards?|ris(?:e[ns]?|ing)|rose|gr[eo]w(?:s|n|th|ing)?|increas(?:e[ds]?|ing)|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e[ds]?|ing)|higher|more|above|rais(?:e[ds]?|ing)|add(?:s|ed|ing)?|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|improv(?:e[ds]?|ing)|stronger|better|too high';
const DOWN =
  'down|downwards?|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|los(?:es?|t|s|ing)|shr[iau]nk(?:s|ing)?|lower(?:s|ed|ing)?|less|fewer|below|reduc(?:e[ds]?|ing|tion)|cut(?:s|ting)?|dip(?:s|ped)?|slump(?:s|ed)?|weaker|worse|too low';
/** Words that say more or less of something else, or nothing. */
const NEITHER =
  /\b(?:more or less|up or down|higher or lower|(?:no |not )?(?:more|less|fewer|higher|lower) than(?=\s[\d−+-])|up to|f[ae]ll(?:s|en)? (?:within|between|in|inside|on))\b/giu;
const WORD = new RegExp(`\\b(?:(${UP})|(${DOWN}))\\b`, 'giu');
/** Where a part of a sentence ends that speaks of something else. */
const CLAUSE_END = /[.,;:!?()](?=\s|$)|\b(?:and|but|while|whereas|because)\b/giu;

/**
 * Reads from the words around a number whether it is an increase or a decrease, as in `up 5%` and
 * `fell by 12%`; undefined where they do not tell.
 */
export function directionAt(text: string, { start, end }: { start: number; end: number }) {
  const { from, to } = clauseAround(text, { start, end });
  const clause = text.slice(from, to).replace(NEITHER, (words) => ' '.repeat(words.length));
  const nearest = [...clause.matchAll(WORD)]
    .map(({ 0: word, 1: up, index }) => {
      const at = from + index;
      const gap = at >= end ? at - end : start - at - word.length;
      return { sign: up === undefined ? ('-' as const) : ('+' as const), gap };
    })
    .reduce<{ sign: Sign; gap: number } | undefined>(
      (best, word) => (best && best.gap <= word.gap ? best : word),
      undefined,
    );
  return nearest?.sign;
}

function clauseAround(text: string, { start, end }: { start: number; end: number }) {
  const before = [...text.slice(0, start).matchAll(CLAUSE_END)].at(-1);
  const after = text.slice(end).search(CLAUSE_END);
  return {
    from: before ? before.index + before[0].length : 0,
    to: after < 0 ? text.length : end + after,
  };
}
