import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type Day, daysBetween } from '../../calendar.ts';
import type { DailyReach, DaySpan, UserFrequency } from '../../history.ts';
import { canonicalTargeting } from '../../plan.ts';
import { batchedQuery } from '../batched-query.ts';
import { QueryParameters } from '../parameters.ts';
import { type HistorySource, queryBatched, queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetedSpan, type TargetingWindow } from './window.ts';

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
 * Counts all users exactly, for targetings of few: those of each day, and how often each was seen in
 * the last days, however many of the span's those are.
 */
export async function readCountedUsers(
  client: HistorySource,
  { targeting, span, signal }: TargetingWindow,
): Promise<CountedUsers> {
  const question = { targeting: canonicalTargeting(targeting), span };
  return { span, days: await queryBatched(client, { query: countedUsers, question, signal }) };
}

/** Counts users for several targetings, in one scan for those that look at the same requests. */
const countedUsers = batchedQuery({ name: 'counted users', row: day, scanOf, scan: scanUsers });

/**
 * The days, and what `request` is sorted by: more would be read for nothing. A place begins with its
 * country.
 */
function scanOf({ targeting: { geo, deviceType, os }, span }: TargetedSpan): string {
  const countries = new Set(geo?.include?.map((place) => place.slice(0, 2)));
  return JSON.stringify([span, [...countries].sort(), deviceType, os]);
}

/** Which question a row answers. */
const answer = z.looseObject({ question: z.number().int() });

/** Counts users day by day, those of each question for themselves: one may be counted for several. */
async function scanUsers(
  client: ClickHouseClient,
  questions: readonly TargetedSpan[],
): Promise<unknown[]> {
  const parameters = new QueryParameters();
  const matches = questions.map(
    ({ targeting }) => `(${matchesAll(targetingConditions(targeting, parameters))})`,
  );
  const matched = `arrayFilter((_, isMatch) -> isMatch, range(${matches.length}), [${matches.join(', ')}])`;
  const query = `
    SELECT question, daysBack, countIf(n > 0) AS users, sumMap([seen, seen - n], [1, -1]) AS changes
    FROM (
      SELECT question, {last:Date} - date AS daysBack, n,
        sum(n) OVER (PARTITION BY question, user ORDER BY date DESC) AS seen
      FROM (
        SELECT arrayJoin(${matched}) AS question, user, date, sum(count) AS n
        FROM request
        WHERE ${IN_WINDOW} AND user != 0 AND (${matches.join(' OR ')})
        GROUP BY question, user, date
      )
    )
    GROUP BY question, daysBack`;
  const params = { ...parameters.values, ...questions[0]?.span };
  const rows = await queryRows(client, { query, params, row: answer });
  const byQuestion = Map.groupBy(rows, ({ question }) => question);
  return questions.map((_, index) => byQuestion.get(index) ?? []);
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
