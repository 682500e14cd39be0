import type pg from 'pg';
import { z } from 'zod';

import type { TaskAction } from '../../task.ts';
import { type Owed, type OwedLimits, owedOf, owedRowSchema } from '../owed.ts';
import type { OwedReport } from '../requests/owed-requests.ts';
import { destinationSchema } from '../requests/requests.ts';

// These read no parameters and no result, so that one that cannot be read stands in nobody's way.

/** What it takes to do a task. */
export interface OpenTask {
  id: string;
  action: TaskAction;
}

const owedTaskSchema = owedRowSchema.extend({
  action: z.enum(['retrain', 'rollback', 'generate']),
});

/** Finds tasks still to be done, or whose outcome is still to be told, as after a crash. */
export async function owedTasks(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed<OpenTask>> {
  const { rows } = await pool.query(
    `select id, action, finished_at is null "isOpen" from task
     where created_at < $1 and (status in ('accepted', 'running') or reported_at is null)
       and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  return owedOf(
    rows.map((row) => owedTaskSchema.parse(row)),
    ({ id, action }) => ({ id, action }),
  );
}

/** Where a task's outcome is still to be posted; undefined where it is told, or not there yet. */
export async function owedTaskReport(pool: pg.Pool, id: string): Promise<OwedReport | undefined> {
  const { rows } = await pool.query<{ destination: unknown; askedAt: Date }>(
    `select destination, created_at "askedAt" from task
     where id = $1 and finished_at is not null and reported_at is null`,
    [id],
  );
  return rows[0] && { ...rows[0], destination: destinationSchema.parse(rows[0].destination) };
}

/** Marks a task as reported: whoever asked has been told the outcome. */
export async function markTaskReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update task set reported_at = $2 where id = $1', [id, at]);
}
