import type pg from 'pg';
import { z } from 'zod';

import type { Owed, OwedLimits } from '../owed.ts';

const owedSchema = z.object({ id: z.uuid(), isOpen: z.boolean() });

/** The questions that are still to be answered, or whose outcome nobody was told. */
export async function owedQuestions(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed> {
  const { rows } = await pool.query(
    `select id, finished_at is null "isOpen" from question
     where created_at < $1 and (status in ('accepted', 'running') or reported_at is null)
       and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  const owed = rows.map((row) => owedSchema.parse(row));
  return {
    open: owed.filter(({ isOpen }) => isOpen).map(({ id }) => id),
    untold: owed.filter(({ isOpen }) => !isOpen).map(({ id }) => id),
  };
}

/** Remembers that whoever asked has been told the outcome. */
export async function markQuestionReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update question set reported_at = $2 where id = $1', [id, at]);
}
