import type pg from 'pg';

import { findQuestion, IS_OPEN, type Question } from './questions.ts';

const IN_THREAD = `destination ->> 'channel' = $1
  and coalesce(destination ->> 'threadTs', destination ->> 'messageTs') = $2`;

/**
 * Reads what was asked before in a conversation: in the same thread, or outside of threads by the
 * same person since a moment; the latest few, the oldest first.
 */
export async function earlierQuestions(
  pool: pg.Pool,
  question: Pick<Question, 'id' | 'destination' | 'requestedBy' | 'createdAt'>,
  { since, limit }: { since: Date; limit: number },
): Promise<string[]> {
  const { id, destination, requestedBy, createdAt } = question;
  const { channel, threadTs } = destination;
  const [condition, value] =
    threadTs === undefined
      ? [
          `destination ->> 'channel' = $1 and not destination ? 'threadTs' and requested_by = $2`,
          requestedBy,
        ]
      : [IN_THREAD, threadTs];
  const { rows } = await pool.query<{ text: string }>(
    `select text from question
     where ${condition} and id <> $3 and created_at > $4 and created_at <= $5
     order by created_at desc limit $6`,
    [channel, value, id, since, createdAt, limit],
  );
  return rows.map(({ text }) => text).toReversed();
}

/** The latest question of a thread: one whose answer is in it, or is the message it began with. */
export async function latestQuestionOfThread(
  pool: pg.Pool,
  { channel, threadTs }: { channel: string; threadTs: string },
): Promise<Question | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from question where ${IN_THREAD} order by created_at desc limit 1`,
    [channel, threadTs],
  );
  return rows[0] && findQuestion(pool, rows[0].id);
}

/** Finds the question that a Slack message answers. */
export async function questionOfMessage(
  pool: pg.Pool,
  { channel, messageTs }: { channel: string; messageTs: string },
): Promise<Question | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from question
     where destination ->> 'channel' = $1 and destination ->> 'messageTs' = $2
     order by created_at desc limit 1`,
    [channel, messageTs],
  );
  return rows[0] && findQuestion(pool, rows[0].id);
}

/** The ids of the questions of a thread that are not answered yet. */
export async function openQuestionsOfThread(
  pool: pg.Pool,
  { channel, threadTs }: { channel: string; threadTs: string },
): Promise<{ id: string; messageTs: string | null }[]> {
  const { rows } = await pool.query<{ id: string; messageTs: string | null }>(
    `select id, destination ->> 'messageTs' "messageTs" from question
     where ${IN_THREAD} and ${IS_OPEN}`,
    [channel, threadTs],
  );
  return rows;
}

/** The Slack thread of a question, once no question of that thread is being answered any more. */
export async function restingThreadOf(
  pool: pg.Pool,
  id: string,
): Promise<{ channel: string; threadTs: string } | undefined> {
  const { rows } = await pool.query<{ channel: string; threadTs: string }>(
    `select destination ->> 'channel' channel, destination ->> 'threadTs' "threadTs"
     from question where id = $1 and destination ? 'threadTs'`,
    [id],
  );
  const [thread] = rows;
  if (!thread) return undefined;
  const open = await openQuestionsOfThread(pool, thread);
  return open.length === 0 ? thread : undefined;
}
