import { z } from 'zod';

import type { UserFrequency } from '../../history.ts';
import { type HistorySource, queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import {
  isLikelyThin,
  isThin,
  type KnownRequests,
  samplingError,
  USERS_PER_SAMPLED,
  type UsersTable,
} from './user-sample.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

type Histogram = UserFrequency['histogram'];

const row = z.object({ timesSeen: z.number().int().positive(), users: z.number() });

/**
 * How many users the targeting saw how often in the window: estimated from the sample of users,
 * or counted where the sample is thin.
 */
export async function readUserFrequency(
  client: HistorySource,
  window: TargetingWindow & KnownRequests,
): Promise<UserFrequency> {
  const isCounted = isLikelyThin(window);
  const sampled = isCounted ? [] : await readHistogram(client, 'request_sample', window);
  const inSample = usersOf(sampled);
  if (isThin(inSample)) {
    const histogram = await readHistogram(client, 'request', window);
    return { window: window.span, users: usersOf(histogram), error: 0, histogram };
  }
  return {
    window: window.span,
    users: inSample * USERS_PER_SAMPLED,
    error: samplingError(inSample),
    histogram: sampled.map(({ timesSeen, users }) => ({
      timesSeen,
      users: users * USERS_PER_SAMPLED,
    })),
  };
}

/** Counts users by how often they were seen; one whose requests were all taken back was not. */
function readHistogram(
  client: HistorySource,
  table: UsersTable,
  { targeting, span, signal }: TargetingWindow,
): Promise<Histogram> {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT timesSeen, count() AS users
    FROM (
      SELECT sum(count) AS timesSeen
      FROM ${table}
      WHERE ${IN_WINDOW} AND user != 0 AND ${matchesAll(matching)}
      GROUP BY user
    )
    WHERE timesSeen > 0
    GROUP BY timesSeen
    ORDER BY timesSeen`;
  const params = { ...matching.params, ...span };
  return queryRows(client, { query, params, row, signal });
}

function usersOf(histogram: Histogram): number {
  return histogram.reduce((sum, { users }) => sum + users, 0);
}
