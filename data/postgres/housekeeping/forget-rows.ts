import type pg from 'pg';

/** Rows deleted by one statement: short enough that nobody waits for its locks. */
const BATCH = 1_000;

/** A saved plan is looked back on for as long as it is kept. */
const OF_A_SAVED_PLAN = `exists (
  select from plan where plan.plan_hash = old.plan_hash and plan.archived_at is null)`;

interface OldRows {
  table: string;
  /**
   * Which rows of it have grown old, as a condition on `old`, $1 being the moment before which they
   * must have ended: days ago, so that nothing is owed of them any more. What is open is kept.
   */
  are: string;
}

const OLD_ROWS = {
  // The figures that an answer brought are in `forecast`, once for all who were given them.
  api_request: { table: 'forecast_request', are: "source = 'api' and finished_at < $1" },
  // What follows from a request is deleted with it: first those that nothing follows from.
  forecast_request: {
    table: 'forecast_request',
    are: `finished_at < $1 and not ${OF_A_SAVED_PLAN}
      and not exists (select from forecast_request child where child.parent_id = old.id)`,
  },
  forecast: {
    table: 'forecast',
    are: `generated_at < $1 and not ${OF_A_SAVED_PLAN}
      and not exists (select from forecast_request request where request.id = old.id)`,
  },
  digest: { table: 'digest', are: 'finished_at < $1' },
  task: { table: 'task', are: 'finished_at < $1' },
  question: { table: 'question', are: 'finished_at < $1' },
  notice: { table: 'notice', are: 'created_at < $1' },
  // Its trigger refuses younger ones.
  audit: { table: 'audit', are: "at < least($1, now() - interval '1 year')" },
} as const satisfies Record<string, OldRows>;

export type PrunedRows = keyof typeof OLD_ROWS;

/** The kinds of rows that are deleted once they are too old, in the order in which they go. */
export const PRUNED_ROWS: readonly PrunedRows[] = [
  'api_request',
  'forecast_request',
  'forecast',
  'digest',
  'task',
  'question',
  'notice',
  'audit',
];

/**
 * Deletes a batch of old rows whose retention is over: those of a kind that ended before this
 * moment.
 * @returns how many; none are left once it is 0, as rows that others followed from are found by the
 * next call.
 */
export async function forgetRows(pool: pg.Pool, rows: PrunedRows, before: Date): Promise<number> {
  const { table, are } = OLD_ROWS[rows];
  const { rowCount } = await pool.query(
    `delete from ${table} where ctid = any(array(
       select ctid from ${table} old where ${are} limit ${BATCH} for update skip locked))`,
    [before],
  );
  return rowCount ?? 0;
}
