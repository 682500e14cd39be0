import type pg from 'pg';
import { z } from 'zod';

import { WEEK } from '../../dimensions.ts';
import type { ChannelOfTeam } from './plans.ts';

const weekdaySchema = z.enum(WEEK);

/** When a weekly digest runs, on the clock of people. */
export interface WeeklyTime {
  weekday: z.infer<typeof weekdaySchema>;
  /** `HH:mm`. */
  localTime: string;
  /** An IANA name. */
  timeZone: string;
}

const rowSchema = z.object({
  id: z.uuid(),
  channel: z.string(),
  createdBy: z.string(),
  weekday: weekdaySchema,
  localTime: z.string(),
  timeZone: z.string(),
  pausedAt: z.date().nullable(),
  lastRunAt: z.date().nullable(),
  /** Null while it is paused. */
  nextRunAt: z.date().nullable(),
});

/** A channel's weekly digest of its saved plans. */
export type Subscription = z.infer<typeof rowSchema>;

const COLUMNS = `id, channel, created_by "createdBy", weekday,
  to_char(local_time, 'HH24:MI') "localTime", time_zone "timeZone", paused_at "pausedAt",
  last_run_at "lastRunAt", next_run_at "nextRunAt"`;

const OF_CHANNEL = 'team_id is not distinct from $1 and channel = $2';

const SUBSCRIBE = `
  insert into subscription
    (team_id, channel, created_by, weekday, local_time, time_zone, created_at, next_run_at)
  values ($1, $2, $3, $4, $5, $6, $7, next_weekly_run($4, $5, $6, $7))
  on conflict (team_id, channel) do update set
    weekday = excluded.weekday, local_time = excluded.local_time, time_zone = excluded.time_zone,
    paused_at = null, next_run_at = excluded.next_run_at
  returning ${COLUMNS}, xmax = 0 "isNew"`;

/**
 * Subscribes a channel to the weekly digest of its saved plans, or gives its digest another day and
 * time; a paused one goes on.
 */
export async function subscribe(
  db: pg.Pool,
  wanted: ChannelOfTeam & WeeklyTime & { createdBy: string },
  now: Date,
): Promise<{ subscription: Subscription; isNew: boolean }> {
  const { teamId, channel, createdBy, weekday, localTime, timeZone } = wanted;
  const values = [teamId, channel, createdBy, weekday, localTime, timeZone, now];
  const { rows } = await db.query(SUBSCRIBE, values);
  return { subscription: rowSchema.parse(rows[0]), isNew: rows[0].isNew };
}

/** Reads a channel's subscription to the weekly digest; undefined where it has none. */
export async function findSubscription(
  db: pg.Pool,
  { teamId, channel }: ChannelOfTeam,
): Promise<Subscription | undefined> {
  const sql = `select ${COLUMNS} from subscription where ${OF_CHANNEL}`;
  const { rows } = await db.query(sql, [teamId, channel]);
  return rows[0] && rowSchema.parse(rows[0]);
}

/** Pauses a channel's weekly digest. @returns undefined where it has none. */
export async function pauseSubscription(
  db: pg.Pool,
  { teamId, channel }: ChannelOfTeam,
  now: Date,
): Promise<Subscription | undefined> {
  const { rows } = await db.query(
    `update subscription
     set paused_at = coalesce(paused_at, greatest(created_at, $3)), next_run_at = null
     where ${OF_CHANNEL} returning ${COLUMNS}`,
    [teamId, channel, now],
  );
  return rows[0] && rowSchema.parse(rows[0]);
}

/** Resumes a channel's paused digest at its next turn. @returns undefined where there is none. */
export async function resumeSubscription(
  db: pg.Pool,
  { teamId, channel }: ChannelOfTeam,
  now: Date,
): Promise<Subscription | undefined> {
  const { rows } = await db.query(
    `update subscription set
       paused_at = null,
       next_run_at =
         coalesce(next_run_at, next_weekly_run(weekday, local_time, time_zone, $3))
     where ${OF_CHANNEL} returning ${COLUMNS}`,
    [teamId, channel, now],
  );
  return rows[0] && rowSchema.parse(rows[0]);
}

/** Deletes a channel's subscription to the weekly digest. @returns false where it had none. */
export async function unsubscribe(
  db: pg.Pool,
  { teamId, channel }: ChannelOfTeam,
): Promise<boolean> {
  const sql = `delete from subscription where ${OF_CHANNEL}`;
  const { rowCount } = await db.query(sql, [teamId, channel]);
  return rowCount === 1;
}
