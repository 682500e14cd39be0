import { MAX_TEXT_LENGTH, type Reader, type Reading, type ReadingContext } from '../reading.ts';
import { readComparison } from './comparison/comparison.ts';
import { ask } from './finding.ts';
import { readAfresh } from './follow-up/start-over.ts';
import { EXAMPLE } from './off-topic.ts';
import { readPlan } from './read-plan.ts';
import { UnreadText } from './unread-text.ts';

/** The reader that needs no model: what it does not understand it asks about, and never guesses. */
export const deterministicReader: Reader = {
  read: async (text, context) => readText(text, context),
};

/** Reads a text without a model; the same text and context always give the same reading. */
export function readText(written: string, before: ReadingContext): Reading {
  if (written.length > MAX_TEXT_LENGTH) return tooLong(written.length);
  const { text, context } = readAfresh(written, before);
  if (new UnreadText(text).words().length === 0) return empty(before);
  return readComparison(text, context) ?? readPlan(text, context);
}

/** Where a plan is at hand, what is written next would change it. */
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
