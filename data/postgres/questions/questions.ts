import { randomUUID } from 'node:crypto';

import type pg from 'pg';
import { z } from 'zod';

import { AppError } from '../../errors.ts';
import { type Said, saidSchema } from '../../said.ts';
import { type Destination, destinationSchema } from '../requests/requests.ts';
import { storableJson, withoutUnstorable } from '../storable.ts';

/** What somebody asked about forecasts, before it is stored. */
export interface NewQuestion {
  /** Identity of the event that asked. */
  dedupeKey: string;
  requestedBy: string;
  /** The Slack workspace it was asked in. */
  teamId?: string | undefined;
  /** What was typed. */
  text: string;
  /** The stored request whose forecast is meant. */
  requestId?: string | undefined;
  destination: Destination;
}

const rowSchema = z.object({
  id: z.uuid(),
  requestedBy: z.string(),
  teamId: z.string().nullable(),
  text: z.string(),
  requestId: z.uuid().nullable(),
  destination: destinationSchema,
  status: z.enum(['accepted', 'running', 'answered', 'failed', 'stopped']),
  said: saidSchema.nullable(),
  failure: z.string().nullable(),
  stoppedBy: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  reportedAt: z.date().nullable(),
});

/** A stored question, with what was said to it so far. */
export type Question = z.infer<typeof rowSchema>;

type Queryable = Pick<pg.ClientBase, 'query'>;

const COLUMNS = `id, requested_by "requestedBy", team_id "teamId", text, request_id "requestId",
  destination, status, said, failure, stopped_by "stoppedBy", created_at "createdAt",
  finished_at "finishedAt", reported_at "reportedAt"`;

/** In SQL: the question has no outcome yet. */
export const IS_OPEN = "status in ('accepted', 'running')";

/** @throws AppError `conflict` where another version of Ducky stored one of them. */
async function findAll(db: Queryable, sql: string, values: unknown[]): Promise<Question[]> {
  const { rows } = await db.query(sql, values);
  const { data, error } = rowSchema.array().safeParse(rows);
  if (data) return data;
  throw new AppError(
    'conflict',
    'This was asked of another version of Ducky, and this one cannot read it. Ask anew.',
    { cause: error },
  );
}

async function findOne(db: Queryable, sql: string, values: unknown[]) {
  const [found] = await findAll(db, sql, values);
  return found;
}

/**
 * Stores a new question. The same `dedupeKey`, as of a Slack event that comes twice, is stored
 * once.
 * @returns undefined for a repeat, for which nothing should be done again.
 */
export async function acceptQuestion(
  db: Queryable,
  { dedupeKey, requestedBy, teamId, text, requestId, destination }: NewQuestion,
  now: Date,
): Promise<Question | undefined> {
  return findOne(
    db,
    `insert into question
       (id, dedupe_key, requested_by, team_id, text, request_id, destination, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (dedupe_key) do nothing returning ${COLUMNS}`,
    [
      randomUUID(),
      dedupeKey,
      requestedBy,
      teamId,
      withoutUnstorable(text),
      requestId,
      JSON.stringify(destination),
      now,
    ],
  );
}

/** Reads a question by its id, with what was said to it so far. */
export async function findQuestion(pool: pg.Pool, id: string): Promise<Question | undefined> {
  return findOne(pool, `select ${COLUMNS} from question where id = $1`, [id]);
}

/**
 * Reads a question that is still to be answered, without starting it.
 * @returns undefined where it has its outcome already.
 */
export async function findOpenQuestion(pool: pg.Pool, id: string): Promise<Question | undefined> {
  return findOne(pool, `select ${COLUMNS} from question where id = $1 and ${IS_OPEN}`, [id]);
}

/**
 * Marks a question as running, now that an answer is begun.
 * @returns undefined where it has its outcome already.
 */
export async function startQuestion(pool: pg.Pool, id: string): Promise<Question | undefined> {
  return findOne(
    pool,
    `update question set status = 'running' where id = $1 and ${IS_OPEN} returning ${COLUMNS}`,
    [id],
  );
}

/** Stores which Slack message holds the answer. */
export async function setQuestionMessage(
  pool: pg.Pool,
  id: string,
  messageTs: string,
): Promise<void> {
  await pool.query(
    `update question set destination = destination || jsonb_build_object('messageTs', $2::text)
     where id = $1`,
    [id, messageTs],
  );
}

/**
 * Stores the partial answer, what was said so far, while it is streamed.
 * @returns false where the question has its outcome already.
 */
export async function storeSaid(pool: pg.Pool, id: string, said: Said): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update question set said = $2 where id = $1 and ${IS_OPEN}`,
    [id, storableJson(said)],
  );
  return rowCount === 1;
}

/** How a question ended; where it was stopped or failed, what was said before is kept. */
export type QuestionOutcome =
  | { status: 'answered'; said: Said }
  | { status: 'failed'; failure: string }
  | { status: 'stopped'; by: string };

/**
 * Stores the outcome of an open question: answered, failed or stopped; the first outcome wins.
 * @returns false where it had ended before.
 */
export async function finishQuestion(
  pool: pg.Pool,
  id: string,
  outcome: QuestionOutcome & { at: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update question set status = $2, said = coalesce($3, said), failure = $4, stopped_by = $5,
       finished_at = $6
     where id = $1 and ${IS_OPEN}`,
    [
      id,
      outcome.status,
      outcome.status === 'answered' ? storableJson(outcome.said) : null,
      outcome.status === 'failed' ? outcome.failure : null,
      outcome.status === 'stopped' ? outcome.by : null,
      outcome.at,
    ],
  );
  return rowCount === 1;
}
