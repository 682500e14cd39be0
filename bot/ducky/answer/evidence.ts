import type { Evidence } from '../search/search-index.ts';

/**
 * The share of a question that hits must cover to answer it. These thresholds are all by trial on
 * the tuning set, and on what the code does not answer.
 */
const ENOUGH_COVERAGE = 0.7;
/** With less, a third of what is asked must be covered, or in all so many words of it, */
const LEAST_COVERAGE = 0.35;
const LEAST_WORDS_COVERED = 1.8;
/** and a name or a comment speak of so many, for any code has some of everybody's words. */
const LEAST_WORDS_TOLD = 1.25;
const LEAST_OF_STORY = 0.1;

/** Whether a search's best hits answer the question; else `ducky ask` says it does not know. */
export function isRelevantEnough({ words, coverage, told }: Evidence): boolean {
  if (coverage >= ENOUGH_COVERAGE) return true;
  const isCovered = coverage >= LEAST_COVERAGE || coverage * words >= LEAST_WORDS_COVERED;
  return isCovered && told * words >= LEAST_WORDS_TOLD;
}

/**
 * Whether the best hits help with a bug that is described at length, in words that no code has: the
 * threshold is far lower.
 */
export function isEnoughForStory({ coverage }: Evidence): boolean {
  return coverage >= LEAST_OF_STORY;
}
