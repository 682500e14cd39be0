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
  USERS_PER_COARSELY_SAMPLED,
  USERS_PER_SAMPLED,
  type UsersTable,
} from './user-sample.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** Of many users, the coarse sample's are enough where they leave no larger error. */
const LARGEST_COARSE_ERROR = 0.025;

const SAMPLES = [
  {
    table: 'request_coarse_sample',
    usersPerSampled: USERS_PER_COARSELY_SAMPLED,
    largestError: LARGEST_COARSE_ERROR,
  },
  {
    table: 'request_sample',
    usersPerSampled: USERS_PER_SAMPLED,
    largestError: LARGEST_ERROR,
  },
] as const;

/** So many standard errors above an estimate there are hardly more users. */
const SURE_ERRORS = 3;

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
  let mostUsers = requests ? median(requests) : Number.POSITIVE_INFINITY;
  for (const { table, usersPerSampled, largestError } of SAMPLES) {
    const errorOf = (users: number) => samplingError(users, usersPerSampled);
    if (errorOf(mostUsers / usersPerSampled) > largestError) continue;
    const sampled = await countUsers(client, table, window);
    const typical = median(sampled);
    const error = errorOf(typical);
    if (error <= largestError) {
      const users = sampled.map((count) => count * usersPerSampled);
      return { users, errors: sampled.map(errorOf) };
    }
    mostUsers = Math.min(mostUsers, typical * usersPerSampled * (1 + SURE_ERRORS * error));
  }
  const users = await countUsers(client, 'request', window);
  return { users, errors: new Float64Array(users.length) };
}

function countUsers(
  client: HistorySource,
  table: UsersTable,
  { targeting, span, hasTakenBack = true, signal }: ReachWindow,
): Promise<Float64Array> {
  const matching = targetingConditions(targeting);
  const matches = `${IN_WINDOW} AND user != 0 AND ${matchesAll(matching)}`;
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
