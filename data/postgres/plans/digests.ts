import type pg from 'pg';
import { z } from 'zod';

import { type DigestResult, digestResultSchema } from '../../digest.ts';
import { AppError } from '../../errors.ts';
import { inTransaction } from '../client.ts';
import { type MadeUnasked, storeUnrequestedForecast } from '../forecasts.ts';
import { type Owed, type OwedLimits, readOwed } from '../owed.ts';
import type { ChannelOfTeam } from './plans.ts';

const rowSchema = z.object({
  id: z.uuid(),
  teamId: z.string().nullable(),
  channel: z.string(),
  dueAt: z.date(),
  requestedBy: z.string().nullable(),
  status: z.enum(['accepted', 'made', 'failed']),
  result: digestResultSchema.nullable(),
  failure: z.string().nullable(),
  messageTs: z.string().nullable(),
  finishedAt: z.date().nullable(),
  reportedAt: z.date().nullable(),
});

/** One run of a channel's weekly digest, with what came of it once there is something. */
export type Digest = z.infer<typeof rowSchema>;

const COLUMNS = `id, team_id "teamId", channel, due_at "dueAt", requested_by "requestedBy", status,
  result, failure, message_ts "messageTs", finished_at "finishedAt", reported_at "reportedAt"`;

/** Taken in one statement, so that no run is lost or doubled between the two tables. */
const CLAIM_DUE = `
  with due as (
    select id, next_run_at from subscription where next_run_at <= $1 for update skip locked
  ), moved as (
    update subscription set
      last_run_at = $1,
      next_run_at = next_weekly_run(weekday, local_time, time_zone, $1)
    from due where subscription.id = due.id
    returning subscription.id, team_id, channel, due.next_run_at as due_at
  )
  insert into digest (subscription_id, team_id, channel, due_at, created_at)
  select id, team_id, channel, due_at, $1 from moved
  on conflict do nothing returning id`;

/**
 * Claims the weekly digests that are due: takes every subscription whose time has come and moves it
 * to its next turn after `now`: what was missed for weeks runs once. Any number of processes may do
 * this at once.
 * @returns the ids of the digests to make.
 */
export async function claimDueDigests(pool: pg.Pool, now: Date): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(CLAIM_DUE, [now]);
  return rows.map(({ id }) => id);
}

/**
 * Stores a digest to be made at once, out of its weekly turn, as somebody asked for it.
 * @returns undefined where one is under way already, or the channel has no subscription.
 */
export async function acceptDigest(
  pool: pg.Pool,
  { teamId, channel, requestedBy }: ChannelOfTeam & { requestedBy: string },
  now: Date,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into digest (subscription_id, team_id, channel, due_at, requested_by, created_at)
     select id, team_id, channel, $4, $3, $4 from subscription
     where team_id is not distinct from $1 and channel = $2
     on conflict do nothing returning id`,
    [teamId, channel, requestedBy, now],
  );
  return rows[0]?.id;
}

/**
 * Reads a digest by its id; undefined where there is none.
 * @throws AppError `conflict` where another version of Ducky made it.
 */
export async function findDigest(pool: pg.Pool, id: string): Promise<Digest | undefined> {
  const { rows } = await pool.query(`select ${COLUMNS} from digest where id = $1`, [id]);
  if (!rows[0]) return undefined;
  const { data, error } = rowSchema.safeParse(rows[0]);
  if (data) return data;
  throw new AppError(
    'conflict',
    'This digest was made by another version of Ducky, and this one cannot read it. Run it anew.',
    { cause: error },
  );
}

/** How the making of a digest ended; `forecasts` are those it made on the way. */
export type DigestOutcome =
  | { status: 'made'; result: DigestResult; forecasts: readonly MadeUnasked[] }
  | { status: 'failed'; failure: string };

/**
 * Stores the outcome of a digest, made or failed, unless it has ended: the first outcome wins, with
 * its forecasts.
 */
export async function finishDigest(
  pool: pg.Pool,
  id: string,
  outcome: DigestOutcome & { at: Date },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const isMade = outcome.status === 'made';
    const { rowCount } = await client.query(
      `update digest set status = $2, result = $3, failure = $4,
         finished_at = greatest(created_at, $5)
       where id = $1 and status = 'accepted'`,
      [
        id,
        outcome.status,
        isMade ? JSON.stringify(outcome.result) : null,
        isMade ? null : outcome.failure,
        outcome.at,
      ],
    );
    if (rowCount !== 1 || !isMade) return;
    for (const forecast of outcome.forecasts) await storeUnrequestedForecast(client, forecast);
  });
}

/** Stores which Slack message a digest replaces or became. */
export async function setDigestMessage(
  pool: pg.Pool,
  id: string,
  messageTs: string,
): Promise<void> {
  await pool.query('update digest set message_ts = $2 where id = $1', [id, messageTs]);
}

/** Marks a digest as reported: its channel has been told. */
export async function markDigestReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update digest set reported_at = greatest(finished_at, $2) where id = $1', [
    id,
    at,
  ]);
}

/** Where an ended digest is still to be told. */
export interface OwedDigest {
  teamId: string | null;
  channel: string;
  /** The message it replaces; null where there is none yet. */
  messageTs: string | null;
  createdAt: Date;
}

/**
 * Where an ended digest is still to be posted; undefined where it was, or has not ended. It reads
 * no result, which may be another version's.
 */
export async function owedDigest(pool: pg.Pool, id: string): Promise<OwedDigest | undefined> {
  const { rows } = await pool.query<OwedDigest>(
    `select team_id "teamId", channel, message_ts "messageTs", created_at "createdAt" from digest
     where id = $1 and finished_at is not null and reported_at is null`,
    [id],
  );
  return rows[0];
}

/** Finds digests that are still to be made, or to be posted, as after a crash. */
export async function owedDigests(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed> {
  const { rows } = await pool.query(
    `select id, finished_at is null "isOpen" from digest
     where reported_at is null and created_at < $1 and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  return readOwed(rows);
}
