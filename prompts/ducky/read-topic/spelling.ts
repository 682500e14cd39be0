import { distance } from 'fastest-levenshtein';

const SHORTEST = 3;
/** Shorter words of one length are too much like each other, but for letters that changed places. */
const ANOTHER_LETTER_FROM = 5;
const TWO_ERRORS_FROM = 8;

/** The known word that a mistyped one stands for; the word itself where none is near. */
export function corrected(word: string, known: readonly string[]): string {
  if (word.length < SHORTEST) return word;
  const allowed = word.length >= TWO_ERRORS_FROM ? 2 : 1;
  const near = known
    .filter((other) => other[0] === word[0] && Math.abs(other.length - word.length) <= allowed)
    .filter(
      (other) => other.length >= SHORTEST && (!isShort(word, other) || isSwapped(word, other)),
    )
    .map((other) => ({ other, edits: editsBetween(word, other) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits || b.other.length - a.other.length);
  return near[0]?.other ?? word;
}

function isShort(word: string, other: string): boolean {
  return Math.max(word.length, other.length) < ANOTHER_LETTER_FROM && word.length <= other.length;
}

/** Two letters that changed places are one error. */
function editsBetween(word: string, other: string): number {
  return isSwapped(word, other) ? 1 : distance(word, other);
}

function isSwapped(word: string, other: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== other[index]);
  return (
    at >= 0 &&
    word.slice(0, at) + other.slice(at, at + 2) + word.slice(at + 2) === other &&
    word[at] === other[at + 1] &&
    word[at + 1] === other[at]
  );
}
