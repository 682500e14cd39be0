import type { Day } from '../../calendar.ts';
import { addDays } from '../../calendar.ts';
import type { DaySpan } from '../../history.ts';
import type { Targeting } from '../../plan.ts';

/** What most questions of the history are about. */
export interface TargetedSpan {
  targeting: Targeting;
  span: DaySpan;
}

/** The same, with who asks. */
export interface TargetingWindow extends TargetedSpan {
  signal?: AbortSignal | undefined;
}

/** Condition that a row falls in the window whose bounds are bound as `first` and `last`. */
export const IN_WINDOW = 'date BETWEEN {first:Date} AND {last:Date}';

/** The last `days` days of a span, or all of it where it is shorter. */
export function lastDays(span: DaySpan, days: number): DaySpan {
  const first: Day = addDays(span.last, 1 - days);
  return { first: first > span.first ? first : span.first, last: span.last };
}
