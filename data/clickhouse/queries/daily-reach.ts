import type { DailyReach } from '../../history.ts';
import type { HistorySource } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { readDailySeries } from './daily-series.ts';
import {
  type KnownRequests,
  LARGEST_ERROR,
  median,
  requestsOf,
  samplingError,
  USERS_PER_SAMPLED,
  type UsersTable,
} from './user-sample.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** Of so many users, one is enough where that leaves no larger error: it is half the work. */
const COARSE = { usersPerSampled: 4 * USERS_PER_SAMPLED, largestError: 0.025 };

const SAMPLES = [COARSE, { usersPerSampled: USERS_PER_SAMPLED, largestError: LARGEST_ERROR }];

/** What is known of the history before it is asked. */
interface KnownHistory extends KnownRequests {
  /** Whether any request was taken back; it may have been unless told otherwise. */
  hasTakenBack?: boolean;
}

type ReachWindow = TargetingWindow & KnownHistory;

/**
 * Distinct users a day of the targeting, one number a day of the span: estimated from a sample of
 * users, or counted where the sample of a typical day is thin.
 */
export async function readDailyReach(
  client: HistorySource,
  window: ReachWindow,
): Promise<DailyReach> {
  const requests = requestsOf(window);
  const mostUsers = requests ? median(requests) : Number.POSITIVE_INFINITY;
  for (const { usersPerSampled, largestError } of SAMPLES) {
    if (samplingError(mostUsers / usersPerSampled, usersPerSampled) > largestError) continue;
    const condition = `intHash64(user) % ${usersPerSampled} = 0`;
    const sampled = await countUsers(client, { table: 'request_sample', condition }, window);
    const errorOf = (users: number) => samplingError(users, usersPerSampled);
    if (errorOf(median(sampled)) > largestError) continue;
    return { users: sampled.map((users) => users * usersPerSampled), errors: sampled.map(errorOf) };
  }
  const users = await countUsers(client, { table: 'request', condition: 'user != 0' }, window);
  return { users, errors: new Float64Array(users.length) };
}

interface CountedUsers {
  table: UsersTable;
  /** Which of the table's users. */
  condition: string;
}

function countUsers(
  client: HistorySource,
  { table, condition }: CountedUsers,
  { targeting, span, hasTakenBack = true, signal }: ReachWindow,
): Promise<Float64Array> {
  const matching = targetingConditions(targeting);
  const matches = `${IN_WINDOW} AND ${condition} AND ${matchesAll(matching)}`;
  const query = hasTakenBack ? remainingUsersQuery(table, matches) : usersQuery(table, matches);
  return readDailySeries(client, { query, params: matching.params, span, signal });
}

/** Users seen in a request at least. */
function usersQuery(table: UsersTable, condition: string): string {
  return `
    SELECT date - {first:Date} AS day, toInt64(uniqExactIf(user, count > 0)) AS value
    FROM ${table} WHERE ${condition} GROUP BY date`;
}

/**
 * Users seen less those whose requests of the day were all taken back. Only the few of whom any
 * was are grouped: grouping all by user takes twice as long.
 */
function remainingUsersQuery(table: UsersTable, condition: string): string {
  return `
    SELECT day, sum(value) AS value
    FROM (
      ${usersQuery(table, condition)}
      UNION ALL
      SELECT date - {first:Date} AS day, -toInt64(count()) AS value
      FROM (
        SELECT date
        FROM ${table}
        WHERE ${condition}
          AND (date, user) GLOBAL IN (SELECT date, user FROM ${table} WHERE ${condition} AND count < 0)
        GROUP BY date, user
        HAVING sum(count) <= 0 AND max(count) > 0
      )
      GROUP BY date
    )
    GROUP BY day`;
}
