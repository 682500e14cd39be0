/** The most characters sent to a model: as much as fits the context window of a small one. */
const SENT_CHARACTERS = 24_000;
/** Less of a piece than this says nothing. */
const LEAST_CHARACTERS = 300;
const MAX_PIECES = SENT_CHARACTERS / LEAST_CHARACTERS;

/**
 * Truncates texts to fit a model's prompt, in their order: short ones stay whole, long ones are cut
 * to the same length each, in whole lines; the last are left out where there are too many.
 */
export function truncateTexts(texts: readonly string[]): string[] {
  const pieces = texts.slice(0, MAX_PIECES);
  const length = lengthForEach(pieces);
  return pieces.map((text) => (text.length > length ? firstLines(text, length) : text));
}

/** The length to which each text is cut so that all fit together. */
function lengthForEach(texts: readonly string[]): number {
  const lengths = texts.map((text) => text.length).sort((one, other) => one - other);
  let room = SENT_CHARACTERS;
  for (const [index, length] of lengths.entries()) {
    const share = Math.floor(room / (lengths.length - index));
    if (length > share) return share;
    room -= length;
  }
  return SENT_CHARACTERS;
}

function firstLines(text: string, length: number): string {
  const end = text.lastIndexOf('\n', length);
  return text.slice(0, end > 0 ? end : length);
}
