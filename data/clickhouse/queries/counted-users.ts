import { z } from 'zod';

import { type Day, daysBetween } from '../../calendar.ts';
import type { DailyReach, DaySpan, UserFrequency } from '../../history.ts';
import { type HistorySource, queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

const day = z.object({
  /** Counted back from the span's last. */
  daysBack: z.number().int(),
  /** Distinct users of the day. */
  users: z.number(),
  /**
   * How often users were seen from this day on, and by how many more users that was seen so often
   * than from the next day on; fewer are below 0.
   */
  changes: z.tuple([z.array(z.number()), z.array(z.number())]),
});

/** What was counted of all users of a span, day by day. */
export interface CountedUsers {
  span: DaySpan;
  days: readonly z.infer<typeof day>[];
}

/**
 * Counts all users exactly in one scan, for targetings of few: those of each day, and how often each
 * was seen in the last days, however many of the span's those are.
 */
export async function readCountedUsers(
  client: HistorySource,
  { targeting, span, signal }: TargetingWindow,
): Promise<CountedUsers> {
  const { conditions, params } = targetingConditions(targeting);
  const query = `
    SELECT daysBack, countIf(n > 0) AS users, sumMap([seen, seen - n], [1, -1]) AS changes
    FROM (
      SELECT {last:Date} - date AS daysBack, n, sum(n) OVER (PARTITION BY user ORDER BY date DESC) AS seen
      FROM (
        SELECT user, date, sum(count) AS n
        FROM request
        WHERE ${IN_WINDOW} AND user != 0 AND ${matchesAll({ conditions })}
        GROUP BY user, date
      )
    )
    GROUP BY daysBack`;
  const days = await queryRows(client, { query, params: { ...params, ...span }, row: day, signal });
  return { span, days };
}

/** Distinct users of each of the last days, from `first` on. */
export function reachOf({ span, days }: CountedUsers, first: Day): DailyReach {
  const length = daysBetween(first, span.last) + 1;
  const users = new Float64Array(length);
  for (const { daysBack, users: counted } of days) {
    if (daysBack < length) users[length - 1 - daysBack] = counted;
  }
  return { users, errors: new Float64Array(length) };
}

/** The frequency histogram of the days from `first` on: how many users were seen how often. */
export function frequencyOf({ span, days }: CountedUsers, first: Day): UserFrequency {
  const length = daysBetween(first, span.last) + 1;
  const usersBy = new Map<number, number>();
  for (const { daysBack, changes } of days) {
    if (daysBack >= length) continue;
    const [times, more] = changes;
    for (const [index, timesSeen] of times.entries()) {
      usersBy.set(timesSeen, (usersBy.get(timesSeen) ?? 0) + (more[index] ?? 0));
    }
  }
  const histogram = [...usersBy]
    // One whose requests were all taken back was not there.
    .filter(([timesSeen, users]) => timesSeen > 0 && users > 0)
    .sort(([one], [other]) => one - other)
    .map(([timesSeen, users]) => ({ timesSeen, users }));
  const users = histogram.reduce((sum, each) => sum + each.users, 0);
  return { window: { first, last: span.last }, users, error: 0, histogram };
}
