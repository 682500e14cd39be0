import { z } from 'zod';

import type { Plan } from '../../plan.ts';
import { type HistorySource, queryRow } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { isLikelyThin, isThin, type KnownRequests, type UsersTable } from './user-sample.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

export type FrequencyCap = NonNullable<Plan['frequencyCap']>;

/** What a cap counts a user within, as expressions; weeks count back from the span's last day. */
const PERIOD: Record<FrequencyCap['per'], string> = {
  hour: 'user, date, hour',
  day: 'user, date',
  week: 'user, intDiv({last:Date} - date, 7)',
  flight: 'user',
};

type CappedWindow = TargetingWindow & KnownRequests & { cap: FrequencyCap };

const row = z.object({ users: z.number(), seen: z.number(), left: z.number() });

/**
 * Share of the targeting's impressions in the span that a frequency cap would have let through,
 * 0-1: sum(min(n, cap)) / sum(n) over users and periods, of the sample of users or, where that is
 * thin, of all. The span stands for the flight. Requests without a user, or without the hour that
 * an hourly cap needs, are left out; null where none remain.
 */
export async function readCapShare(
  client: HistorySource,
  window: CappedWindow,
): Promise<number | null> {
  const isCounted = isLikelyThin(window);
  const sampled = isCounted ? undefined : await sumUnderCap(client, 'request_sample', window);
  const { seen, left } =
    sampled && !isThin(sampled.users) ? sampled : await sumUnderCap(client, 'request', window);
  return seen > 0 ? left / seen : null;
}

/** The users' impressions in a table: all of them, and those that the cap would have left. */
function sumUnderCap(
  client: HistorySource,
  table: UsersTable,
  { targeting, span, cap, signal }: CappedWindow,
) {
  const matching = targetingConditions(targeting);
  const countable = cap.per === 'hour' ? 'user != 0 AND hour >= 0' : 'user != 0';
  const query = `
    SELECT uniq(user) AS users, sum(n) AS seen, sum(least(n, {cap:Int64})) AS left
    FROM (
      SELECT user, sum(count) AS n
      FROM ${table}
      WHERE ${IN_WINDOW} AND ${countable} AND ${matchesAll(matching)}
      GROUP BY ${PERIOD[cap.per]}
      HAVING n > 0
    )`;
  const params = { ...matching.params, ...span, cap: cap.impressions };
  return queryRow(client, { query, params, row, signal });
}
