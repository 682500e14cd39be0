import type pg from 'pg';
import { z } from 'zod';

const lagSchema = z.object({
  /** Changes that ClickHouse does not have yet; above 10,000 an estimate. */
  backlog: z.number(),
  /** Age of the oldest of them; null where there is none. */
  oldestWaitMs: z.number().nullable(),
  /** Changes among them that wait for a transaction which began before theirs and still runs. */
  heldBack: z.number(),
  /** How long that transaction, or the oldest such change, has held them; null where none is. */
  heldBackMs: z.number().nullable(),
  /** Changes put aside because ClickHouse refused them; see the table `outbox_refused`. */
  refused: z.number(),
  /** When changes last arrived; null before the first time. */
  lastSyncedAt: z.date().nullable(),
});

/** How far ClickHouse is behind Postgres. */
export type SyncLag = z.infer<typeof lagSchema>;

/** So many changes are counted; of more, the first and the last number tell how many they are. */
const COUNTED = 10_000;

/**
 * Reads at most `COUNTED` changes on either side of the oldest running transaction, so that it is
 * as cheap when the backlog is large. Who runs for how long is shown to some roles only; else the
 * age of what waits has to do.
 */
const LAG = `
  with last as (
    select seq from outbox order by xid desc, seq desc limit 1
  ), waiting as (
    select count(*) as changes, min(at) as oldest, min(seq) as first_seq
    from (select at, seq from outbox order by xid, seq limit $1) as first
  ), held as (
    select count(*) as changes, min(at) as oldest, min(seq) as first_seq
    from (
      select at, seq from outbox where xid >= pg_snapshot_xmin(pg_current_snapshot())
      order by xid, seq limit $1
    ) as first
  )
  select
    case when waiting.changes < $1 then waiting.changes
      else greatest(waiting.changes, last.seq - waiting.first_seq + 1) end::float8 as "backlog",
    extract(epoch from clock_timestamp() - waiting.oldest)::float8 * 1000 as "oldestWaitMs",
    case when held.changes < $1 then held.changes
      else greatest(held.changes, last.seq - held.first_seq + 1) end::float8 as "heldBack",
    case when held.changes > 0 then extract(epoch from clock_timestamp() - least(held.oldest, (
      select min(xact_start) from pg_stat_activity
      where backend_xid::text = pg_snapshot_xmin(pg_current_snapshot())::xid::text
    )))::float8 * 1000 end as "heldBackMs",
    (select count(*)::int from outbox_refused) as "refused",
    (select synced_at from sync_state) as "lastSyncedAt"
  from waiting, held left join last on true`;

/** Reads how far the sync is behind: what waits, and for how long, by Postgres' own clock. */
export async function syncLag(pool: pg.Pool): Promise<SyncLag> {
  const { rows } = await pool.query(LAG, [COUNTED]);
  return lagSchema.parse(rows[0]);
}
