import { randomUUID } from 'node:crypto';

import type pg from 'pg';
import { z } from 'zod';

import { AppError } from '../../errors.ts';
import { type TaskOrder, type TaskResult, taskOrderSchema, taskResultSchema } from '../../task.ts';
import { type Destination, destinationSchema } from '../requests/requests.ts';
import { recordAudit } from './audit.ts';

/** What an administrator asked for, before it is stored. */
export interface NewTask {
  order: TaskOrder;
  /** Identity of what was submitted. */
  dedupeKey: string;
  requestedBy: string;
  /** The Slack workspace it was asked in. */
  teamId?: string | undefined;
  destination: Destination;
}

const rowSchema = z
  .object({
    id: z.uuid(),
    requestedBy: z.string(),
    teamId: z.string().nullable(),
    destination: destinationSchema,
    status: z.enum(['accepted', 'running', 'succeeded', 'refused', 'failed', 'cancelled']),
    result: taskResultSchema.nullable(),
    failure: z.string().nullable(),
    cancelledBy: z.string().nullable(),
    createdAt: z.date(),
    finishedAt: z.date().nullable(),
    reportedAt: z.date().nullable(),
  })
  .and(taskOrderSchema);

/** A stored task of an administrator, with its outcome once there is one. */
export type Task = z.infer<typeof rowSchema>;

const COLUMNS = `id, action, parameters, requested_by "requestedBy", team_id "teamId", destination,
  status, result, failure, cancelled_by "cancelledBy", created_at "createdAt",
  finished_at "finishedAt", reported_at "reportedAt"`;

type Queryable = pg.Pool | pg.PoolClient;

/** @throws AppError `conflict` where another version of Ducky stored the task. */
async function findOne(db: Queryable, sql: string, values: unknown[]): Promise<Task | undefined> {
  const { rows } = await db.query(sql, values);
  if (!rows[0]) return undefined;
  const { data, error } = rowSchema.safeParse(rows[0]);
  if (data) return data;
  throw new AppError(
    'conflict',
    'This was asked of another version of Ducky, and this one cannot read it. Ask anew.',
    { cause: error },
  );
}

/** `busyWith` is the task that must end first; one of these trains or generates at a time. */
export type Accepted = { task: Task; isNew: boolean } | { busyWith: Task };

/**
 * Stores an administrator's task; one at a time may train or generate. The same `dedupeKey` is
 * stored once: a repeat returns the first row with `isNew` false, and nothing should be done for it
 * again.
 */
export async function acceptTask(db: Queryable, wanted: NewTask, now: Date): Promise<Accepted> {
  const { order, dedupeKey, requestedBy, teamId, destination } = wanted;
  const inserted = await findOne(
    db,
    `insert into task
       (id, dedupe_key, action, parameters, requested_by, team_id, destination, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${COLUMNS}`,
    [
      randomUUID(),
      dedupeKey,
      order.action,
      JSON.stringify(order.parameters),
      requestedBy,
      teamId,
      JSON.stringify(destination),
      now,
    ],
  );
  if (inserted) return { task: inserted, isNew: true };
  const sql = `select ${COLUMNS} from task where dedupe_key = $1`;
  const first = await findOne(db, sql, [dedupeKey]);
  if (first) return { task: first, isNew: false };
  const busyWith = await findBusyTask(db);
  // It has ended since: now there is room.
  return busyWith ? { busyWith } : acceptTask(db, wanted, now);
}

/** The task that trains or generates now; undefined where nothing is in another's way. */
export async function findBusyTask(db: Queryable): Promise<Task | undefined> {
  return findOne(
    db,
    `select ${COLUMNS} from task
     where action in ('retrain', 'generate') and status in ('accepted', 'running')`,
    [],
  );
}

/** Reads an administrator's task by its id, with its outcome once there is one. */
export async function findTask(db: Queryable, id: string): Promise<Task | undefined> {
  return findOne(db, `select ${COLUMNS} from task where id = $1`, [id]);
}

/** Stores which Slack message shows a task's progress and then its outcome. */
export async function setTaskMessage(db: Queryable, id: string, messageTs: string): Promise<void> {
  await db.query(
    `update task set destination = destination || jsonb_build_object('messageTs', $2::text)
     where id = $1`,
    [id, messageTs],
  );
}

/**
 * Marks a task as running when a worker takes it up.
 * @returns undefined where the task is no longer open (cancelled, or already has its outcome).
 */
export async function startTask(db: Queryable, id: string): Promise<Task | undefined> {
  return findOne(
    db,
    `update task set status = 'running' where id = $1 and status in ('accepted', 'running')
     returning ${COLUMNS}`,
    [id],
  );
}

/** How a task ended. */
export type TaskOutcome =
  | { status: 'succeeded'; result: TaskResult }
  | { status: 'refused' | 'failed'; failure: string }
  | { status: 'cancelled'; by: string };

interface EndedTask {
  action: string;
  parameters: object;
  requestedBy: string;
  teamId: string | null;
}

/**
 * Stores the outcome of an open task and adds it to the audit log; the first outcome wins. Belongs
 * in the transaction that does what was asked.
 * @returns false where it had ended before; then nothing is changed.
 */
export async function finishTask(
  client: pg.PoolClient,
  id: string,
  outcome: TaskOutcome & { at: Date },
): Promise<boolean> {
  // Not read as a task: one that cannot be read must end too.
  const { rows } = await client.query<EndedTask>(
    `update task set status = $2, result = $3, failure = $4, cancelled_by = $5, finished_at = $6
     where id = $1 and status in ('accepted', 'running')
     returning action, parameters, requested_by "requestedBy", team_id "teamId"`,
    [
      id,
      outcome.status,
      outcome.status === 'succeeded' ? JSON.stringify(outcome.result) : null,
      'failure' in outcome ? outcome.failure : null,
      outcome.status === 'cancelled' ? outcome.by : null,
      outcome.at,
    ],
  );
  const [task] = rows;
  if (!task) return false;
  await recordAudit(client, {
    actor: task.requestedBy,
    teamId: task.teamId,
    action: task.action,
    outcome: outcome.status,
    detail: { taskId: id, ...task.parameters, ...detailOf(outcome) },
    at: outcome.at,
  });
  return true;
}

/**
 * Marks a task as succeeded, in the transaction that does its work.
 * @throws AppError `cancelled` where it was cancelled meanwhile, by which the work is rolled back.
 */
export async function succeedTask(
  client: pg.PoolClient,
  id: string,
  { result, at }: { result: TaskResult; at: Date },
): Promise<void> {
  if (await finishTask(client, id, { status: 'succeeded', result, at })) return;
  throw new AppError('cancelled', 'This was cancelled meanwhile.');
}

function detailOf(outcome: TaskOutcome): Record<string, unknown> {
  if (outcome.status === 'cancelled') return { cancelledBy: outcome.by };
  if (outcome.status !== 'succeeded') return { why: outcome.failure };
  const { result } = outcome;
  return result.action === 'retrain'
    ? { version: result.version, decision: result.verdict.decision }
    : { ...result };
}
