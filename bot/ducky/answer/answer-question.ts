import { readFileSync } from 'node:fs';

import type { Passage } from '../passages/passage.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { questionWords } from '../search/words.ts';
import { isEnoughForStory, isRelevantEnough } from './evidence.ts';
import type { Said } from './said.ts';
import { extractFor, type Source, sourceOf } from './source.ts';
import { truncateTexts } from './truncate-texts.ts';
import { type Writer, writeFrom } from './write.ts';

/** Places that are shown, and those that a model is sent. */
const SHOWN = 3;
const SENT = 6;
/** So few words, where no file has them, are about what was asked before. */
const FOLLOW_UP_WORDS = 1;

export interface QuestionOptions {
  readonly index: SearchIndex;
  readonly question: string;
  /** What goes wrong, told at length: it has words that no code has. */
  readonly isStory?: boolean;
  /** What was asked and said before, the oldest first. */
  readonly earlier?: readonly string[];
  readonly writer?: Writer | undefined;
  /** Why there is no writer, where there is none. */
  readonly withoutWriter: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Answers a question about a code base from the passages that a search finds, for `ducky ask`: a
 * language model writes from them; where there is none, or it fails, they are shown as extracts.
 */
export async function* answerQuestion(options: QuestionOptions): AsyncGenerator<Said> {
  const { question, writer, withoutWriter, earlier = [], signal } = options;
  const passages = passagesFor(options, writer ? SENT : SHOWN);
  if (passages.length === 0) {
    yield { kind: 'note', text: NOTHING_FOUND };
    return;
  }
  if (!writer) {
    yield { kind: 'note', text: `${withoutWriter} These are the passages that fit best.` };
    yield extractsOf(question, passages);
    return;
  }
  const system = readFileSync(new URL('../../../prompts/ducky/answer.md', import.meta.url), 'utf8');
  const sources = sentSources(passages);
  const isWritten = yield* writeFrom({ writer, system, question, earlier, sources, signal });
  if (isWritten) return;
  yield { kind: 'note', text: 'These are the passages themselves.' };
  yield extractsOf(question, passagesFor(options, SHOWN));
}

/** What of each passage has most of the question, as it is shown. */
export function extractsOf(question: string, passages: readonly Passage[]): Said {
  return { kind: 'extracts', sources: passages.map((passage) => extractFor(question, passage)) };
}

/** Truncates the passages to what fits a model's prompt, each from its beginning. */
function sentSources(passages: readonly Passage[]): Source[] {
  const texts = truncateTexts(passages.map(({ text }) => text));
  return passages.slice(0, texts.length).map((passage, index) => {
    const text = texts[index] ?? '';
    const endLine = passage.startLine + text.split('\n').length - 1;
    return sourceOf({ ...passage, text, endLine });
  });
}

const NOTHING_FOUND =
  'I find nothing about that in these files, so I do not know. I only know what stands in them; name a function, a file or a word from the code, or choose another folder with --here.';

type PassageOptions = Pick<QuestionOptions, 'index' | 'question' | 'isStory' | 'earlier'>;

/**
 * Searches for the passages of so many places that answer a question, the best first; none where
 * the code does not speak of it. A follow-up that says little is searched together with what was
 * said before it.
 */
export function passagesFor(
  { index, question, isStory = false, earlier = [] }: PassageOptions,
  limit: number,
): Passage[] {
  const { words } = questionWords(question);
  const saysLittle =
    words.length <= FOLLOW_UP_WORDS && !isRelevantEnough(index.search(question, 1).evidence);
  const before = saysLittle ? earlier.slice(-1) : [];
  if (words.length === 0 && before.length === 0 && isOneFile(index.passages)) {
    return index.passages.slice(0, limit);
  }
  const { hits, evidence } = index.search([...before, question].join('\n'), limit);
  const isKnown = isStory ? isEnoughForStory(evidence) : isRelevantEnough(evidence);
  return isKnown ? hits.map(({ passage }) => passage) : [];
}

function isOneFile(passages: readonly Passage[]): boolean {
  return passages.every(({ path }) => path === passages[0]?.path);
}
