import type { Evidence } from '../search/search-index.ts';

/** All by trial on the tuning half of the evaluation, and on what the code does not answer. */
const LEAST_COVERAGE = 0.25;
/** One word of two proves nothing: so many words' worth must be covered, */
const LEAST_WORDS_COVERED = 1.2;
/** and the best passage say so much of it in its name and comments, */
const LEAST_STRENGTH_IN_WORDS = 2.7;
/** but where nearly all is covered, wherever it stands. */
const ENOUGH_COVERAGE = 0.75;
const LEAST_OF_STORY = 0.1;

/** Whether what was found answers a question; else nobody should be told of it. */
export function isEnough({ words, coverage, strength }: Evidence): boolean {
  const leastCoverage = Math.max(LEAST_COVERAGE, Math.min(1, LEAST_WORDS_COVERED / words));
  if (coverage < leastCoverage) return false;
  return coverage >= ENOUGH_COVERAGE || strength * words >= LEAST_STRENGTH_IN_WORDS;
}

/** Whether it helps with what somebody tells at length, in words that no code has. */
export function isEnoughForStory({ coverage }: Evidence): boolean {
  return coverage >= LEAST_OF_STORY;
}
