const WORD = /[a-z0-9]+/g;
/** Who tells more tells a story, whose beginning is enough: each of its words is held against each of a text. */
const MOST_ASKED = 100;

/** Tells of a text how many words in a row it has of a question, the small ones too. */
export function phraseOf(question: string): (text: string) => number {
  const asked = (question.toLowerCase().match(WORD) ?? []).slice(0, MOST_ASKED);
  return (text) => longestCommonRun(asked, text.toLowerCase().match(WORD) ?? []);
}

/** The length of the longest common substring, by dynamic programming (Gusfield 1997). */
function longestCommonRun(asked: readonly string[], words: readonly string[]): number {
  let longest = 0;
  let before = new Uint16Array(asked.length + 1);
  for (const word of words) {
    const ending = new Uint16Array(asked.length + 1);
    for (const [at, other] of asked.entries()) {
      if (other !== word) continue;
      const length = (before[at] ?? 0) + 1;
      ending[at + 1] = length;
      if (length > longest) longest = length;
    }
    before = ending;
  }
  return longest;
}
