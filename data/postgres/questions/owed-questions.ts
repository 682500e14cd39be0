import type pg from 'pg';

import { type Owed, type OwedLimits, readOwed } from '../owed.ts';
import { type Destination, destinationSchema } from '../requests/requests.ts';
import { IS_OPEN } from './questions.ts';

// These read nothing of what was said, so that what cannot be read stands in nobody's way.

/** Finds questions still to be answered, or whose outcome nobody was told, as after a crash. */
export async function owedQuestions(
  pool: pg.Pool,
  { createdBefore, endedAfter }: OwedLimits,
): Promise<Owed> {
  const { rows } = await pool.query(
    `select id, finished_at is null "isOpen" from question
     where created_at < $1 and (${IS_OPEN} or reported_at is null)
       and (finished_at is null or finished_at > $2)
     order by created_at`,
    [createdBefore, endedAfter],
  );
  return readOwed(rows);
}

/** Where the outcome of a question is to be told, and to whom. */
export interface OwedAnswer {
  /** The Slack user. */
  requestedBy: string;
  destination: Destination;
  /** When it was asked: nothing was said of it before. */
  askedAt: Date;
  /** False where it failed or was stopped. */
  isAnswered: boolean;
}

/**
 * Where the outcome of a question is still to be posted, and to whom.
 * @returns undefined where the outcome is told, or not there yet.
 */
export async function owedAnswer(pool: pg.Pool, id: string): Promise<OwedAnswer | undefined> {
  const { rows } = await pool.query<OwedAnswer>(
    `select requested_by "requestedBy", destination, created_at "askedAt", status = 'answered' "isAnswered"
     from question where id = $1 and finished_at is not null and reported_at is null`,
    [id],
  );
  return rows[0] && { ...rows[0], destination: destinationSchema.parse(rows[0].destination) };
}

/** Marks a question as reported: whoever asked has been told the outcome. */
export async function markQuestionReported(pool: pg.Pool, id: string, at: Date): Promise<void> {
  await pool.query('update question set reported_at = $2 where id = $1', [id, at]);
}

/** Marks a question as reported in another place than it was asked, and stores where. */
export async function markQuestionReportedElsewhere(
  pool: pg.Pool,
  id: string,
  { destination, at }: { destination: Destination; at: Date },
): Promise<void> {
  await pool.query('update question set destination = $2, reported_at = $3 where id = $1', [
    id,
    JSON.stringify(destination),
    at,
  ]);
}
