import type pg from 'pg';
import { z } from 'zod';

import { AppError } from '../../errors.ts';
import { type NoticeContent, noticeContentSchema } from '../../notice.ts';
import type { Owed, OwedLimits } from '../owed.ts';

export interface NewNotice {
  /** Identity of what happened; the same one is told once in each channel. */
  dedupeKey: string;
  content: NoticeContent;
  /** Slack channels. */
  channels: readonly string[];
}

type Queryable = pg.Pool | pg.PoolClient;

/**
 * Stores a notification to administrators for each channel that was not given it before. Belongs in
 * the transaction of what it tells of.
 * @returns the ids of those that are new.
 */
export async function storeNotices(
  db: Queryable,
  { dedupeKey, content, channels }: NewNotice,
  at: Date,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `insert into notice (dedupe_key, channel, content, created_at)
     select $1, channel, $3, $4 from unnest($2::text[]) as channel
     on conflict do nothing returning id`,
    [dedupeKey, channels, JSON.stringify(content), at],
  );
  return rows.map(({ id }) => id);
}

/** Finds notices still to be posted, as after a crash; one too old is worth no more tries. */
export async function owedNotices(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed<never>> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from notice where reported_at is null and created_at < $1 and created_at > $2
     order by created_at`,
    [createdBefore, endedAfter],
  );
  return { open: [], untold: rows.map(({ id }) => id) };
}

/** Where a notice is still to be told. */
export interface OwedNotice {
  channel: string;
  /** The message it became; null where that is not known. */
  messageTs: string | null;
  createdAt: Date;
}

/** Where a notice is still to be posted; undefined where it was, or where it is gone. */
export async function owedNotice(pool: pg.Pool, id: string): Promise<OwedNotice | undefined> {
  const { rows } = await pool.query<OwedNotice>(
    `select channel, message_ts "messageTs", created_at "createdAt" from notice
     where id = $1 and reported_at is null`,
    [id],
  );
  return rows[0];
}

const rowSchema = z.object({ content: noticeContentSchema });

/**
 * Reads what a notice tells; undefined where it is gone.
 * @throws AppError `conflict` where another version of Ducky stored it.
 */
export async function readNotice(pool: pg.Pool, id: string): Promise<NoticeContent | undefined> {
  const { rows } = await pool.query('select content from notice where id = $1', [id]);
  if (!rows[0]) return undefined;
  const { data, error } = rowSchema.safeParse(rows[0]);
  if (data) return data.content;
  throw new AppError(
    'conflict',
    'This notice was stored by another version of Ducky, and this one cannot read it. `ducky doctor` says how things are.',
    { cause: error },
  );
}

/** Stores which Slack message a notice became. */
export async function setNoticeMessage(
  pool: pg.Pool,
  id: string,
  messageTs: string,
): Promise<void> {
  await pool.query('update notice set message_ts = $2 where id = $1', [id, messageTs]);
}

/** Marks a notice as reported: its channel has been told. */
export async function markNoticeReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update notice set reported_at = $2 where id = $1', [id, at]);
}
