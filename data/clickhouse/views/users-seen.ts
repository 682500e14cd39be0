import { LARGEST_ERROR, USERS_PER_SAMPLED, type UsersTable } from '../queries/user-sample.ts';
import { WITH_DECODED_TARGET } from './decoded-target.ts';
import { REQUEST_MATCHES } from './target-conditions.ts';

/** A typical day is one of so many, the last ones of the history. */
const TYPICAL_DAYS = 28;

/** Relative standard error of `users` counted in the sample: `samplingError`, in SQL. */
const errorOf = (users: string) => `sqrt((1 - 1 / ${USERS_PER_SAMPLED}) / greatest(1, ${users}))`;

/**
 * The `WITH` of views that count users. As in `readDailyReach`, all users are counted where the
 * sample of a typical day is thin. The choice is a constant to the engine: the table that is not
 * chosen is not read.
 */
export const WITH_SAMPLING = `${WITH_DECODED_TARGET},
  tupleElement((
    SELECT tuple(${errorOf('median(users)')} <= ${LARGEST_ERROR})
    FROM (
      SELECT uniqExact(user) AS users
      FROM request_sample
      WHERE isTargeting AND date > (SELECT max(date) FROM request_sample) - ${TYPICAL_DAYS}
        AND ${REQUEST_MATCHES}
      GROUP BY date
    )
  ), 1) AS isSampled`;

const SAMPLED = usersIn({ table: 'request_sample', user: 'user' });

/** Users of a group of rows of `request_sample` and, with them, of those they were drawn from. */
export const SAMPLED_USERS = `${SAMPLED} * ${USERS_PER_SAMPLED}`;

/** Relative standard error of `SAMPLED_USERS`. */
export const SAMPLED_USERS_ERROR = errorOf(SAMPLED);

/**
 * Users of a group of rows of `request`; 0 where the sample is counted. The column `user` is not
 * read then: the engine sees a constant, since the 0 has the column's type.
 */
export const UNSAMPLED_USERS = usersIn({
  table: 'request',
  user: 'if(isSampled, toUInt64(0), user)',
});

/**
 * The distinct users of a group of rows of one day; a user 0 is none. One whose requests were all
 * taken back was not there: only the few of whom any was are summed up, since to group by user
 * takes twice as long.
 */
function usersIn({ table, user }: { table: UsersTable; user: string }): string {
  const takenBack = `(date, ${user}) GLOBAL IN
      (SELECT date, user FROM ${table} WHERE count < 0 AND user != 0)`;
  return `(uniqExactIf(${user}, ${user} != 0 AND count > 0 AND NOT ${takenBack})
    + arrayCount(left -> left > 0, sumMapIf([${user}], [count], ${takenBack}).2))`;
}

/** How many users saw the targeting how often: the columns `times_seen` and `users`. */
export function userFrequency(condition: string): string {
  const seenIn = (table: UsersTable, isChosen: string) => `
    SELECT user, sum(count) AS seen
    FROM ${table}
    WHERE ${isChosen} AND user != 0 AND ${condition}
      AND ${REQUEST_MATCHES}
    GROUP BY user
    HAVING seen > 0`;
  return `SELECT seen AS times_seen, count() * if(isSampled, ${USERS_PER_SAMPLED}, 1) AS users
FROM (${seenIn('request_sample', 'isSampled')}
    UNION ALL${seenIn('request', 'NOT isSampled')}
)
GROUP BY seen`;
}
