import { readFileSync } from 'node:fs';

import type { Passage } from '../passages/passage.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { questionWords } from '../search/words.ts';
import type { Said } from './said.ts';
import { extractFor, sourceOf } from './source.ts';
import { type Writer, writeFrom } from './write.ts';

/** A file that has less of a question's rare words does not answer it; by trial on the evaluation. */
const LEAST_COVERAGE = 0.32;
const LEAST_OF_STORY = 0.1;
const SHOWN = 3;
const SENT = 8;
/** So few words are about what was asked before. */
const FOLLOW_UP_WORDS = 1;

export interface QuestionOptions {
  readonly index: SearchIndex;
  readonly question: string;
  /** What goes wrong, told at length: it has words that no code has. */
  readonly isStory?: boolean;
  /** What was asked and said before, the oldest first. */
  readonly earlier?: readonly string[];
  readonly writer?: Writer | undefined;
  /** Said where there is no writer: why the answer is made of extracts. */
  readonly withoutWriter: string;
  readonly signal?: AbortSignal | undefined;
}

/** Answers a question about a code base: from a model where there is one, else in extracts. */
export async function* answerQuestion(options: QuestionOptions): AsyncGenerator<Said> {
  const { question, writer, withoutWriter, earlier = [], signal } = options;
  const passages = passagesFor(options, SENT);
  if (passages.length === 0) {
    yield { kind: 'note', text: NOTHING_FOUND };
    return;
  }
  const extracts: Said = {
    kind: 'extracts',
    sources: passages.slice(0, SHOWN).map((passage) => extractFor(question, passage)),
  };
  if (!writer) {
    yield { kind: 'note', text: withoutWriter };
    yield extracts;
    return;
  }
  const system = readFileSync(new URL('../../../prompts/ducky/answer.md', import.meta.url), 'utf8');
  const sources = passages.map(sourceOf);
  const isWritten = yield* writeFrom({ writer, system, question, earlier, sources, signal });
  if (!isWritten) yield extracts;
}

const NOTHING_FOUND =
  'I find nothing about that in these files, so I do not know. I only know what stands in them; name a function, a file or a word from the code, or choose another folder with --here.';

type PassageOptions = Pick<QuestionOptions, 'index' | 'question' | 'isStory' | 'earlier'>;

/** The passages that answer a question, the best first; none where the code does not speak of it. */
export function passagesFor(
  { index, question, isStory = false, earlier = [] }: PassageOptions,
  limit: number,
): Passage[] {
  const isFollowUp = questionWords(question).words.length <= FOLLOW_UP_WORDS;
  const asked = isFollowUp ? [...earlier.slice(-1), question].join('\n') : question;
  const { hits, coverage } = index.search(asked, limit);
  return coverage < (isStory ? LEAST_OF_STORY : LEAST_COVERAGE)
    ? []
    : hits.map(({ passage }) => passage);
}
