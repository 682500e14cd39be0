import type pg from 'pg';
import { z } from 'zod';

const blockerSchema = z.object({
  /** Id of the server process, for `pg_terminate_backend`. */
  pid: z.number(),
  /** How long its transaction is open. */
  ageMs: z.number(),
  /** What it calls itself; may be empty. */
  application: z.string(),
});
export type SyncBlocker = z.infer<typeof blockerSchema>;

const BLOCKER = `
  select pid, application_name as application,
    extract(epoch from clock_timestamp() - xact_start)::float8 * 1000 as "ageMs"
  from pg_stat_activity
  where backend_xid::text = pg_snapshot_xmin(pg_current_snapshot())::xid::text
    and xact_start is not null and pid <> pg_backend_pid()`;

/**
 * Finds the open transaction that blocks the sync, as later changes wait for it; undefined where
 * none does, or our role may not see it.
 */
export async function readSyncBlocker(pool: pg.Pool): Promise<SyncBlocker | undefined> {
  const { rows } = await pool.query(BLOCKER);
  return rows[0] && blockerSchema.parse(rows[0]);
}
