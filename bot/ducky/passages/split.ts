import { definitionsIn, isMarkdown } from './languages.ts';
import type { Passage } from './passage.ts';

/** A shorter passage is joined with the next, whatever it is. */
const SHORT_LINES = 4;
/** Types and constants are joined with the function below, which they are there for, up to so many. */
const JOINED_LINES = 50;
/** A longer passage is cut, so that what is shown and sent stays readable. */
const LONG_LINES = 70;
const LONGEST_LINE = 2_000;

const COMMENT = /^\s*(?:\/\/|\/\*|\*|#(?!define|include|if|end)|--|@\w|"""|<!--)/;
const IMPORT =
  /^(?:import\s|\}\s*from\s|from\s+\S+\s+import|use\s+\S+;|#include\s|package\s+\S+;?$)/;
const WITHIN_IMPORT = /^(?:\s|[})]|$)/;
const NO_LINES = { start: 0, end: 0 };
const FENCE = /^\s*(?:```|~~~)/;

const CONTAINER = /\b(?:class|impl|trait|interface)\b/;
const PRELIMINARY =
  /^(?:export\s+)?(?:declare\s+)?(?:interface|type|enum|(?:const|let|var)\s+\w+(?!.*(?:=>|function)))\b/;

interface Stretch {
  /** Line numbers from 0, the end not included. */
  readonly start: number;
  readonly end: number;
  readonly symbols: readonly string[];
  /** Whether it is a type, a constant, or nothing at all: what is there for something below it. */
  readonly isPreliminary: boolean;
}

/**
 * Splits a source file into the passages, or chunks, that are searched: one a definition, with the
 * comment before it.
 */
export function splitFile(path: string, text: string): Passage[] {
  const lines = text.split('\n').map((line) => line.slice(0, LONGEST_LINE));
  if (lines.at(-1) === '') lines.pop();
  return joinShort(stretchesOf(path, lines))
    .flatMap(cutLong)
    .map((stretch) => passageOf(path, lines, stretch))
    .filter((passage) => passage.text.trim() !== '');
}

/** The lines of a file from each definition to the next; the imports are left out. */
function stretchesOf(path: string, lines: readonly string[]): Stretch[] {
  const starts = definitionStarts(path, lines);
  const first = starts[0]?.start ?? lines.length;
  const imports = isMarkdown(path) ? NO_LINES : importLines(lines.slice(0, first));
  const undefinedLines = [
    { start: 0, end: imports.start },
    { start: imports.end, end: first },
  ].filter(({ start, end }) => end > start);
  return [
    ...undefinedLines.map((range) => ({ ...range, symbols: [], isPreliminary: true })),
    ...starts.map((definition, index) => {
      return { ...definition, end: starts[index + 1]?.start ?? lines.length };
    }),
  ];
}

/** The first block of imports; empty at the first line where there is none. */
function importLines(lines: readonly string[]): typeof NO_LINES {
  const start = lines.findIndex((line) => IMPORT.test(line));
  if (start < 0) return NO_LINES;
  const length = lines
    .slice(start)
    .findIndex((line) => !IMPORT.test(line) && !WITHIN_IMPORT.test(line));
  return { start, end: length < 0 ? lines.length : start + length };
}

/** Where definitions begin, their comments included; a method names its class as well. */
function definitionStarts(path: string, lines: readonly string[]): Omit<Stretch, 'end'>[] {
  const definitions = definitionsIn(path);
  const markdown = isMarkdown(path);
  const starts: Omit<Stretch, 'end'>[] = [];
  let container = '';
  let isFenced = false;
  for (const [index, line] of lines.entries()) {
    if (markdown && FENCE.test(line)) isFenced = !isFenced;
    const name = isFenced ? undefined : nameIn(line, definitions);
    if (name === undefined) continue;
    if (/^\S/.test(line)) container = CONTAINER.test(line) ? name : '';
    const start = markdown ? index : commentStart(lines, index, starts.at(-1)?.start ?? -1);
    const isMember = /^\s/.test(line) && container !== '';
    const symbols = isMember ? [container, name] : [name];
    starts.push({ start, symbols, isPreliminary: PRELIMINARY.test(line) });
  }
  return starts;
}

function nameIn(line: string, definitions: readonly RegExp[]): string | undefined {
  for (const definition of definitions) {
    const name = definition.exec(line)?.groups?.name;
    if (name !== undefined) return name;
  }
  return undefined;
}

function commentStart(lines: readonly string[], definition: number, previous: number): number {
  let start = definition;
  while (start - 1 > previous && COMMENT.test(lines[start - 1] ?? '')) start -= 1;
  return start;
}

/** Merges what is too short to stand alone with the next, and a type with the function below. */
function joinShort(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && belongsTo(last, stretch)) {
      const symbols = [...new Set([...last.symbols, ...stretch.symbols])];
      joined[joined.length - 1] = { ...stretch, start: last.start, symbols };
    } else joined.push(stretch);
  }
  return joined;
}

function belongsTo(before: Stretch, after: Stretch): boolean {
  if (before.end < after.start) return false;
  if (before.end - before.start < SHORT_LINES) return true;
  return before.isPreliminary && after.end - before.start <= JOINED_LINES;
}

/** Cuts a stretch of too many lines into pieces. */
function cutLong({ start, end, ...stretch }: Stretch): Stretch[] {
  const pieces: Stretch[] = [];
  for (let from = start; from < end; from += LONG_LINES) {
    pieces.push({ ...stretch, start: from, end: Math.min(from + LONG_LINES, end) });
  }
  return pieces;
}

/** A stretch as a passage: without blank lines around it, its comments gathered for the search. */
function passageOf(path: string, lines: readonly string[], stretch: Stretch): Passage {
  const { end, symbols } = stretch;
  let start = stretch.start;
  while (start < end - 1 && lines[start]?.trim() === '') start += 1;
  let last = end;
  while (last > start + 1 && lines[last - 1]?.trim() === '') last -= 1;
  const own = lines.slice(start, last);
  const doc = own.filter((line) => COMMENT.test(line)).join('\n');
  return { path, startLine: start + 1, endLine: last, symbols, doc, text: own.join('\n') };
}
