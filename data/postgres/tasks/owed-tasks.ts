import type pg from 'pg';
import { z } from 'zod';

import type { TaskAction } from '../../task.ts';
import { type Destination, destinationSchema } from '../requests/requests.ts';

// These read no parameters and no result, so that one that cannot be read stands in nobody's way.

/** What a crash may have left between row and queue, oldest first. */
export interface OwedTasks {
  /** Tasks without an outcome. */
  open: { id: string; action: TaskAction }[];
  /** Ids of ended tasks whose outcome nobody was told. */
  unreported: string[];
}

const owedSchema = z.object({
  id: z.uuid(),
  action: z.enum(['retrain', 'rollback', 'generate']),
  isOpen: z.boolean(),
});

/**
 * The tasks created before `createdBefore` that still owe something to somebody; outcomes older
 * than `endedAfter` are owed no more.
 */
export async function owedTasks(
  pool: pg.Pool,
  { createdBefore, endedAfter }: { createdBefore: Date; endedAfter: Date },
): Promise<OwedTasks> {
  const { rows } = await pool.query(
    `select id, action, finished_at is null "isOpen" from task
     where created_at < $1 and (status in ('accepted', 'running') or reported_at is null)
       and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  const owed = rows.map((row) => owedSchema.parse(row));
  return {
    open: owed.filter(({ isOpen }) => isOpen).map(({ id, action }) => ({ id, action })),
    unreported: owed.filter(({ isOpen }) => !isOpen).map(({ id }) => id),
  };
}

/** Where the outcome of a task is still to be told; undefined where it is told, or not there yet. */
export async function owedTaskReport(pool: pg.Pool, id: string): Promise<Destination | undefined> {
  const { rows } = await pool.query<{ destination: unknown }>(
    `select destination from task
     where id = $1 and finished_at is not null and reported_at is null`,
    [id],
  );
  return rows[0] && destinationSchema.parse(rows[0].destination);
}

/** Remembers that whoever asked has been told the outcome. */
export async function markTaskReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update task set reported_at = $2 where id = $1', [id, at]);
}
