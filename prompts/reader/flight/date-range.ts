import type { Day } from '../../../data/calendar.ts';

/** Days named by the text; `end` is missing where only the start is said. */
export interface DateRange {
  start: Day;
  end?: Day;
  /** The words that named them. */
  words: string;
  /** What was taken for granted, as a sentence. */
  assumption?: string;
}
