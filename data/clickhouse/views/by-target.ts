import { WITH_DECODED_TARGET } from './decoded-target.ts';
import { CUBE_MATCHES, REQUEST_MATCHES } from './target-conditions.ts';
import {
  SAMPLED_USERS,
  SAMPLED_USERS_ERROR,
  UNSAMPLED_USERS,
  userFrequency,
  WITH_SAMPLING,
} from './users-seen.ts';
import type { OlapView } from './view.ts';

/** Impressions and reach a day of a targeting; days without any are left out. */
export const DAILY_BY_TARGET: OlapView = {
  name: 'daily_by_target',
  comment:
    'Impressions and reach a day of the targeting _target, as olap.target() writes it. reach_error is the relative standard error of reach where users are sampled, else 0.',
  arguments: ['target'],
  columns: {
    date: 'date',
    impressions: 'bigint',
    reach: 'bigint',
    reach_error: 'double precision',
  },
  query: `${WITH_SAMPLING}
SELECT
  date, sum(requests) AS impressions, sum(users) AS reach, sum(usersError) AS reach_error
FROM (
  SELECT date, sum(count) AS requests, 0 AS users, toFloat64(0) AS usersError
  FROM request_cube
  WHERE cubeSuffices AND ${CUBE_MATCHES}
  GROUP BY date
  UNION ALL
  SELECT date, sum(if(cubeSuffices, 0, count)), ${UNSAMPLED_USERS}, toFloat64(0)
  FROM request
  WHERE NOT (cubeSuffices AND isSampled) AND ${REQUEST_MATCHES}
  GROUP BY date
  UNION ALL
  SELECT date, 0, ${SAMPLED_USERS}, ${SAMPLED_USERS_ERROR}
  FROM request_sample
  WHERE isSampled AND ${REQUEST_MATCHES}
  GROUP BY date
)
GROUP BY date
HAVING impressions > 0`,
};

/** How many users a targeting saw how often. */
export const USER_FREQUENCY_BY_TARGET: OlapView = {
  name: 'user_frequency_by_target',
  comment:
    'How many users saw the targeting _target how often from day _first to day _last, both included and written YYYY-MM-DD; estimated from a sample of users where it reaches many.',
  arguments: ['target', 'first', 'last'],
  columns: { times_seen: 'bigint', users: 'bigint' },
  query: `${WITH_SAMPLING}
${userFrequency('date BETWEEN toDate({first:String}) AND toDate({last:String})')}`,
};

/** Which floors the requests of a targeting name. */
export const FLOOR_BY_TARGET: OlapView = {
  name: 'floor_by_target',
  comment:
    'Impressions a day of the targeting _target by their floor, per thousand and rounded to cents; 0 where they name none.',
  arguments: ['target'],
  columns: {
    date: 'date',
    floor_currency: 'text',
    floor_cpm: 'double precision',
    impressions: 'bigint',
  },
  query: `${WITH_DECODED_TARGET}
SELECT
  date, floorCurrency AS floor_currency, round(floorCpm, 2) AS floor_cpm, sum(count) AS impressions
FROM request
WHERE isTargeting AND ${REQUEST_MATCHES}
GROUP BY date, floor_currency, floor_cpm
HAVING impressions > 0`,
};
