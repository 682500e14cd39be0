/** A stretch of a file that belongs together: a function with its comment, a chapter. */
export interface Passage {
  /** By path from the repository's root, with `/`. */
  readonly path: string;
  /** Both from 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  /** What it defines, the first first; a method comes after its class. */
  readonly symbols: readonly string[];
  /** The comment before it. */
  readonly doc: string;
  readonly text: string;
}

/** Where a passage stands, as it is cited: `data/plan.ts:12-40`. */
export function placeOf({ path, startLine, endLine }: Omit<Passage, 'symbols' | 'doc' | 'text'>) {
  return startLine === endLine ? `${path}:${startLine}` : `${path}:${startLine}-${endLine}`;
}

/** Whether a path is that of a test file, or of one in a folder for tests. */
export function isTestPath(path: string): boolean {
  return /(^|\/)(tests?|__tests__|testing|spec|fixtures)\/|[._-](test|spec)\.[^/]+$|(^|\/)test_[^/]+$/i.test(
    path,
  );
}
