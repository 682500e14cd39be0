import { cleanText, foldText } from './clean.ts';

/** Stands where words have been read; belongs to no word. */
export const READ_MARK = '\u00B7';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** A word not read yet; `start` and `end` are offsets in the cleaned text. */
export interface Word {
  raw: string;
  folded: string;
  start: number;
  end: number;
  /** What stands between the word before and this one. */
  gap: string;
}

/** A text of which readers take what they understand; what is left at the end was not understood. */
export class UnreadText {
  /** The cleaned text, as typed. */
  readonly raw: string;
  #folded: string;

  constructor(text: string) {
    this.raw = cleanText(text);
    this.#folded = foldText(this.raw);
  }

  /** What is left, in lower case without accents. */
  get folded(): string {
    return this.#folded;
  }

  /** The matches of a global pattern in what is left. */
  find(pattern: RegExp): RegExpExecArray[] {
    return [...this.#folded.matchAll(pattern)];
  }

  /** Like `find`, and marks what was found as read. */
  take(pattern: RegExp): RegExpExecArray[] {
    const found = this.find(pattern);
    for (const match of found) this.markRead(match.index, match.index + match[0].length);
    return found;
  }

  markRead(start: number, end: number): void {
    const mark = READ_MARK.repeat(end - start);
    this.#folded = this.#folded.slice(0, start) + mark + this.#folded.slice(end);
  }

  /** The words left, in order. */
  words(): Word[] {
    let previousEnd = 0;
    return this.find(WORD).map((match) => {
      const start = match.index;
      const end = start + match[0].length;
      const gap = this.#folded.slice(previousEnd, start);
      previousEnd = end;
      return { raw: this.raw.slice(start, end), folded: match[0], start, end, gap };
    });
  }
}
