import type pg from 'pg';

/** Rows deleted by one statement: short enough that nobody waits for its locks. */
const BATCH = 1_000;

/** A saved plan is looked back on for as long as it is kept. */
const OF_A_SAVED_PLAN = `exists (
  select from plan where plan.plan_hash = old.plan_hash and plan.archived_at is null)`;

/**
 * Which rows of a table have grown old, as a condition on `old`, $1 being the moment before which
 * they must have ended: weeks ago, so that nothing is owed of them any more. What is open is kept.
 */
const OLD_ROWS = {
  // What follows from a request is deleted with it: first those that nothing follows from.
  forecast_request: `finished_at < $1 and not ${OF_A_SAVED_PLAN}
    and not exists (select from forecast_request child where child.parent_id = old.id)`,
  forecast: `generated_at < $1 and not ${OF_A_SAVED_PLAN}
    and not exists (select from forecast_request request where request.id = old.id)`,
  digest: 'finished_at < $1',
  task: 'finished_at < $1',
  notice: 'created_at < $1',
  // Its trigger refuses younger ones.
  audit: "at < least($1, now() - interval '1 year')",
} as const;

export type PrunedTable = keyof typeof OLD_ROWS;

export const PRUNED_TABLES: readonly PrunedTable[] = [
  'forecast_request',
  'forecast',
  'digest',
  'task',
  'notice',
  'audit',
];

/**
 * Deletes at most a batch of a table's rows that ended before this moment.
 * @returns how many; none are left once it is fewer than `BATCH`, but for rows that others follow
 * from, which the next call finds.
 */
export async function forgetRows(pool: pg.Pool, table: PrunedTable, before: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from ${table} where ctid = any(array(
       select ctid from ${table} old where ${OLD_ROWS[table]} limit ${BATCH} for update skip locked))`,
    [before],
  );
  return rowCount ?? 0;
}
