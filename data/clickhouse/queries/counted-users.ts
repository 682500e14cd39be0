import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import type { DailyReach, DaySpan, UserFrequency } from '../../history.ts';
import type { Targeting } from '../../plan.ts';
import { queryRow } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';

export interface CountedUsersOptions {
  targeting: Targeting;
  reachSpan: DaySpan;
  /** Ends with the days of reach. */
  frequencySpan: DaySpan;
  signal?: AbortSignal | undefined;
}

export interface CountedUsers {
  reach: DailyReach;
  frequency: UserFrequency;
}

/** Two columns: keys in order, and the users of each. */
const columns = z.tuple([z.array(z.number()), z.array(z.number())]);
const row = z.object({ reach: columns, frequency: columns });

/**
 * Distinct users a day, and how many were seen how often, both counted exactly in one scan of all
 * users: for targetings of few. A user whose requests of a day, or of the frequency's span, were
 * all taken back was not there.
 */
export async function readCountedUsers(
  client: ClickHouseClient,
  { targeting, reachSpan, frequencySpan, signal }: CountedUsersOptions,
): Promise<CountedUsers> {
  const { conditions, params } = targetingConditions(targeting);
  const query = `
    SELECT
      sumMap(days, arrayWithConstant(length(days), 1)) AS reach,
      sumMap(if(timesSeen > 0, [timesSeen], []), if(timesSeen > 0, [1], [])) AS frequency
    FROM (
      SELECT
        groupArrayIf(toUInt32(date - {reachFirst:Date}), n > 0 AND date >= {reachFirst:Date}) AS days,
        sumIf(n, date >= {frequencyFirst:Date}) AS timesSeen
      FROM (
        SELECT user, date, sum(count) AS n
        FROM request
        WHERE date BETWEEN least({reachFirst:Date}, {frequencyFirst:Date}) AND {last:Date}
          AND user != 0 AND ${matchesAll({ conditions })}
        GROUP BY user, date
      )
      GROUP BY user
    )`;
  const spans = {
    reachFirst: reachSpan.first,
    frequencyFirst: frequencySpan.first,
    last: reachSpan.last,
  };
  const counted = await queryRow(client, { query, params: { ...params, ...spans }, row, signal });
  return {
    reach: reachOf(counted.reach, reachSpan),
    frequency: frequencyOf(counted.frequency, frequencySpan),
  };
}

function reachOf([days, counts]: z.infer<typeof columns>, span: DaySpan): DailyReach {
  const length = daysBetween(span.first, span.last) + 1;
  const users = new Float64Array(length);
  for (const [index, day] of days.entries()) users[day] = counts[index] ?? 0;
  return { users, errors: new Float64Array(length) };
}

function frequencyOf([times, counts]: z.infer<typeof columns>, window: DaySpan): UserFrequency {
  const histogram = times.map((timesSeen, index) => ({ timesSeen, users: counts[index] ?? 0 }));
  const users = counts.reduce((sum, count) => sum + count, 0);
  return { window, users, error: 0, histogram };
}
