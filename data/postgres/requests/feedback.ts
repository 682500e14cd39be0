import type pg from 'pg';

import { withoutUnstorable } from '../storable.ts';

/** Characters that a reason may have. */
const MAX_REASON = 3_000;

/** Somebody's rating of a forecast. */
export interface Vote {
  requestId: string;
  /** The Slack user, and their workspace. */
  givenBy: string;
  teamId: string | undefined;
  vote: 'good' | 'bad';
}

/**
 * Stores somebody's rating of a forecast, good or bad; the last one of a person counts, and a
 * changed mind loses its reason.
 * @returns false where nothing changed: the same vote again, or a request that does not exist.
 */
export async function storeVote(
  db: pg.Pool,
  { requestId, givenBy, teamId, vote }: Vote,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into feedback (request_id, given_by, team_id, vote, given_at)
     select id, $2, $3, $4, $5 from forecast_request where id = $1
     on conflict (request_id, given_by) do update
       set vote = excluded.vote, reason = null, given_at = excluded.given_at
       where feedback.vote <> excluded.vote`,
    [requestId, givenBy, teamId, vote, now],
  );
  return rowCount === 1;
}

/**
 * Stores somebody's comment on a forecast, why they rated it so.
 * @returns false where they have not voted.
 */
export async function storeReason(
  db: pg.Pool,
  { requestId, givenBy, reason }: { requestId: string; givenBy: string; reason: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update feedback set reason = nullif($3, '') where request_id = $1 and given_by = $2`,
    [requestId, givenBy, withoutUnstorable(reason).trim().slice(0, MAX_REASON)],
  );
  return rowCount === 1;
}
