import { isTestPath, type Passage, placeOf } from '../passages/passage.ts';
import { questionWords, stemsOf } from '../search/words.ts';

const SHOWN_LINES = 12;

/** A piece of a file that is shown or sent, with where it stands. */
export interface Source {
  /** `path:line-line`. */
  readonly place: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly symbols: readonly string[];
  readonly text: string;
}

/** The whole passage as a source. */
export function sourceOf(passage: Passage): Source {
  const { path, startLine, endLine, symbols, text } = passage;
  return { place: placeOf(passage), path, startLine, endLine, symbols, text };
}

/** Cuts the extract out of a passage that has most of a question's words, at most twelve lines. */
export function extractFor(question: string, passage: Passage): Source {
  const words = new Set(questionWords(question).words);
  const lines = passage.text.split('\n');
  const counts = lines.map((line) => new Set(stemsOf(line).filter((word) => words.has(word))).size);
  const start = densest(counts, Math.min(SHOWN_LINES, lines.length));
  const startLine = passage.startLine + start;
  const shown = lines.slice(start, start + SHOWN_LINES);
  return sourceOf({
    ...passage,
    startLine,
    endLine: startLine + shown.length - 1,
    text: shown.join('\n'),
  });
}

/** Where the stretch of so many neighbours with the highest sum begins, the first of several. */
function densest(counts: readonly number[], length: number): number {
  let best = { start: 0, sum: -1 };
  for (let start = 0; start + length <= counts.length; start += 1) {
    const sum = counts.slice(start, start + length).reduce((all, count) => all + count, 0);
    if (sum > best.sum) best = { start, sum };
  }
  return best.start;
}

/** What a source is called where it is shown: its last symbol; a test is one by its file. */
export function titleOf({ path, symbols }: Source): string {
  const name = symbols.at(-1) ?? '';
  return isTestPath(path) ? `test ${name}`.trim() : name;
}
