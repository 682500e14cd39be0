import { LARGEST_ERROR, USERS_PER_SAMPLED } from '../queries/user-sample.ts';
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
      WHERE date > (SELECT max(date) FROM request_sample) - ${TYPICAL_DAYS}
        AND ${REQUEST_MATCHES}
      GROUP BY date
    )
  ), 1) AS isSampled`;

/** The users that `count()` rows of `usersSeen` stand for. */
export const USERS = `count() * if(isSampled, ${USERS_PER_SAMPLED}, 1)`;

/** Relative standard error of `USERS`. */
export const USERS_ERROR = `if(isSampled, ${errorOf('count()')}, 0)`;

/**
 * A row for each of `keys`, of which one is the user, with how often they were `seen`. A user
 * whose requests were all taken back was not there.
 */
export function usersSeen(keys: string, condition = '1'): string {
  const seenIn = (table: string, isChosen: string) => `
    SELECT ${keys}, sum(count) AS seen
    FROM ${table}
    WHERE ${isChosen} AND user != 0 AND ${condition}
      AND ${REQUEST_MATCHES}
    GROUP BY ${keys}
    HAVING seen > 0`;
  return `(${seenIn('request_sample', 'isSampled')}
    UNION ALL${seenIn('request', 'NOT isSampled')}
  )`;
}
