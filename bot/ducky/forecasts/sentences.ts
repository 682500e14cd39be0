import { ModelFailure } from '../../../prompts/llm/structured-model.ts';

/** Longer than any sentence that people read to its end. */
const LONGEST_SENTENCE = 1_000;
/**
 * A stop before a small letter or a figure ends nothing: `approx. 5`, `e.g. this`. What stands in
 * brackets behind it belongs to the sentence: `It fell. [history]`.
 */
const SENTENCE_END =
  /[.!?…]["'”’)\]]*(?:\s*\[[^[\]]*\])*\s+(?=[^\s[\p{Ll}\p{N}\p{Cs}])|\n\s*(?=[^\s[])/u;

/**
 * Splits a model's streamed text into sentences and lines as they become whole, each with the gap
 * behind it; however the text is cut into pieces, they are the same.
 *
 * @throws {ModelFailure} `invalid` where a sentence does not end.
 */
export async function* sentencesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let pending = '';
  for await (const piece of text) {
    pending += piece;
    for (let end = endOf(pending); end > 0; end = endOf(pending)) {
      yield pending.slice(0, end);
      pending = pending.slice(end);
    }
    if (pending.length >= LONGEST_SENTENCE) throw new ModelFailure('invalid');
  }
  if (pending !== '') yield pending;
}

/** Where the first sentence ends, its gap included; 0 where it does not yet. */
function endOf(text: string): number {
  const found = SENTENCE_END.exec(text.slice(0, LONGEST_SENTENCE));
  return found ? found.index + found[0].length : 0;
}
