import type { Source } from './source.ts';

/** `path:12` or `path:12-40`; bounded, for a model may write anything. */
const CITATION = /[\w@()[\]./+-]{0,200}[\w)\]+-]:(\d{1,9})(?:[-–](\d{1,9}))?/g;
/** What else is written so: an address, a time. */
const NO_PATH = /^[\d.]*$|^[^./]*$/;
const NO_SOURCE = '[no such source]';
const LONGEST_WORD = 500;
const WORDS_THAT_CLAIM = 4;

/** What a model's text cites, as far as it was checked. */
export interface CitationCheck {
  readonly cited: Set<Source>;
  /** Citations of what it was not given, which were taken out. */
  removed: number;
  /** Lines that claim something and say not where it stands. */
  uncited: number;
}

/** Nothing cited yet. */
export function newCheck(): CitationCheck {
  return { cited: new Set(), removed: 0, uncited: 0 };
}

/**
 * Checks the citations of a model's answer as it streams, word by word: a made-up `path:line`,
 * which is in none of the sources, becomes `[no such source]`.
 */
export async function* checkCitations(
  text: AsyncIterable<string>,
  sources: readonly Source[],
  check: CitationCheck,
): AsyncGenerator<string> {
  let pending = '';
  let line = '';
  for await (const piece of text) {
    pending += piece;
    const end = lastBoundary(pending);
    if (end === 0) continue;
    const words = checkWords(pending.slice(0, end), sources, check);
    pending = pending.slice(end);
    line = countUncited(line + words, check);
    yield words;
  }
  const rest = checkWords(pending, sources, check);
  countUncited(`${line}${rest}\n`, check);
  if (rest !== '') yield rest;
}

function lastBoundary(text: string): number {
  const boundary = text.search(/\s\S*$/);
  if (boundary >= 0) return boundary + 1;
  return text.length > LONGEST_WORD ? text.length : 0;
}

/** Notes the sources that are cited, and takes out citations of what the model was not given. */
function checkWords(words: string, sources: readonly Source[], check: CitationCheck): string {
  return words.replace(CITATION, (written, from: string, to: string | undefined) => {
    const start = written.search(/[^([]/);
    const path = written.slice(start, written.lastIndexOf(':'));
    const first = Number(from);
    const last = Number(to ?? from);
    const source = sources.find(
      (given) => given.path === path && first >= given.startLine && last <= given.endLine,
    );
    if (source) check.cited.add(source);
    if (source || NO_PATH.test(path)) return written;
    check.removed += 1;
    return `${written.slice(0, start)}${NO_SOURCE}`;
  });
}

/** Counts complete lines that claim something without a citation; returns what has no end yet. */
function countUncited(text: string, check: CitationCheck): string {
  const lines = text.split('\n');
  for (const line of lines.slice(0, -1)) {
    const claims = line.trim().split(/\s+/).length > WORDS_THAT_CLAIM && !/[?:]$/.test(line.trim());
    if (claims && line.search(CITATION) < 0) check.uncited += 1;
  }
  return lines.at(-1) ?? '';
}
