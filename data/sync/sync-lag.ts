import type pg from 'pg';
import { z } from 'zod';

const lagSchema = z.object({
  /** Changes that ClickHouse does not have yet. */
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

/** Who runs for how long is shown to some roles only; then the age of what waits has to do. */
const LAG = `
  with waiting as (
    select count(*)::int as backlog,
      min(at) as oldest,
      count(*) filter (where xid >= horizon)::int as held_back,
      min(at) filter (where xid >= horizon) as oldest_held_back,
      min(horizon::xid::text) as blocker
    from outbox, pg_snapshot_xmin(pg_current_snapshot()) as horizon
  )
  select backlog,
    extract(epoch from clock_timestamp() - oldest)::float8 * 1000 "oldestWaitMs",
    held_back "heldBack",
    case when held_back > 0 then extract(epoch from clock_timestamp() - least(oldest_held_back,
      (select min(xact_start) from pg_stat_activity where backend_xid::text = blocker)
    ))::float8 * 1000 end "heldBackMs",
    (select count(*)::int from outbox_refused) "refused",
    (select synced_at from sync_state) "lastSyncedAt"
  from waiting`;

/** Reads the lag by Postgres' own clock; cheap unless the backlog is large. */
export async function syncLag(pool: pg.Pool): Promise<SyncLag> {
  const { rows } = await pool.query(LAG);
  return lagSchema.parse(rows[0]);
}
