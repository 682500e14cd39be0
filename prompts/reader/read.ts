import { MAX_TEXT_LENGTH, type Reader, type Reading, type ReadingContext } from '../reading.ts';
import { readComparison } from './comparison/comparison.ts';
import { ask } from './finding.ts';
import { readAfresh } from './follow-up/start-over.ts';
import { EXAMPLE } from './off-topic.ts';
import { readPlan } from './read-plan.ts';
import { UnreadText } from './unread-text.ts';

/**
 * The rule-based reader, which needs no language model: what it does not understand it asks about,
 * and never guesses.
 */
export const deterministicReader: Reader = {
  read: async (text, context) => readText(text, context),
};

/** Parses a request by rules, without a model; the same text and context always read the same. */
export function readText(written: string, before: ReadingContext): Reading {
  if (written.length > MAX_TEXT_LENGTH) return tooLong(written.length);
  const { text, context } = readAfresh(written, before);
  if (new UnreadText(text).words().length === 0) return empty(before);
  return readComparison(text, context) ?? readPlan(text, context);
}

/**
 * Asks back for a request where the text is empty; where a plan is at hand, what is written next
 * would change it.
 */
function empty({ previous }: ReadingContext): Reading {
  const write = previous
    ? `Write the whole request after the words “start over”, such as “start over: ${EXAMPLE}”.`
    : `Write, say, “${EXAMPLE}”.`;
  return ask('text', `What should I forecast? ${write}`).question;
}

function tooLong(length: number): Reading {
  return ask(
    'text',
    `That is ${length} characters, and I read up to ${MAX_TEXT_LENGTH}. Write it shorter, such as “${EXAMPLE}”.`,
  ).question;
}
