import type pg from 'pg';

import { type ForecastRequest, findRequest } from './requests.ts';

/** A request that may still be changed: one that failed or was stopped says nothing of what is meant. */
const STANDS = "destination is not null and status in ('accepted', 'running', 'answered')";

/**
 * The latest request of a Slack thread: one whose answer is in it, or is the message it began with.
 * @throws AppError `conflict` where another version stored it.
 */
export async function latestOfThread(
  pool: pg.Pool,
  { channel, threadTs }: { channel: string; threadTs: string },
): Promise<ForecastRequest | undefined> {
  return findLatest(
    pool,
    "coalesce(destination ->> 'threadTs', destination ->> 'messageTs') = $2",
    [channel, threadTs],
  );
}

/**
 * The latest request of a channel that was made after `since`.
 * @throws AppError `conflict` where another version stored it.
 */
export async function latestOfChannel(
  pool: pg.Pool,
  { channel, since }: { channel: string; since: Date },
): Promise<ForecastRequest | undefined> {
  return findLatest(pool, 'created_at > $2', [channel, since]);
}

async function findLatest(pool: pg.Pool, condition: string, values: [string, string | Date]) {
  const { rows } = await pool.query<{ id: string }>(
    `select id from forecast_request
     where destination ->> 'channel' = $1 and ${condition} and ${STANDS}
     order by created_at desc limit 1`,
    values,
  );
  return rows[0] && findRequest(pool, rows[0].id);
}
