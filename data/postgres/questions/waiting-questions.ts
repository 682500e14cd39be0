import type pg from 'pg';

import { inTransaction } from '../client.ts';
import { holdLock } from '../lock.ts';
import { acceptQuestion, IS_OPEN, type NewQuestion, type Question } from './questions.ts';

/** A question that somebody waits for. */
interface WaitingQuestion {
  id: string;
  /** What was typed. */
  text: string;
}

/** Stored, a repeat for which nothing is done, or refused: as many as allowed, oldest first. */
export type QuestionAcceptance =
  | { question: Question }
  | { repeated: true }
  | { waiting: WaitingQuestion[] };

/**
 * Stores a question within its asker's limit: as `acceptQuestion` does, unless whoever asks waits
 * for `limit` others already; no two processes let the same person pass at the same moment.
 */
export async function acceptQuestionWithin(
  pool: pg.Pool,
  wanted: NewQuestion,
  { limit, now }: { limit: number; now: Date },
): Promise<QuestionAcceptance> {
  return inTransaction(pool, async (client) => {
    await holdLock(client, `questions of ${wanted.requestedBy}`);
    const question = await acceptQuestion(client, wanted, now);
    if (!question) return { repeated: true };
    const waiting = await waitingBeside(client, question);
    if (waiting.length < limit) return { question };
    await client.query('delete from question where id = $1', [question.id]);
    return { waiting };
  });
}

/** The other open questions of the person who asked this one, oldest first. */
async function waitingBeside(
  client: pg.PoolClient,
  { id, requestedBy }: Question,
): Promise<WaitingQuestion[]> {
  const { rows } = await client.query<WaitingQuestion>(
    `select id, text from question where requested_by = $1 and id <> $2 and ${IS_OPEN}
     order by created_at`,
    [requestedBy, id],
  );
  return rows;
}
