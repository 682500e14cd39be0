import type { Day } from '../../../data/calendar.ts';

/** Days named by the text; `end` is missing where only the start is said. */
export interface DateRange {
  start: Day;
  end?: Day;
  /** True for a day on its own, which begins a flight where a length is said beside it. */
  isOneDay?: boolean;
  /** The words that named them. */
  words: string;
  /** What was taken for granted, as a sentence. */
  assumption?: string;
}
