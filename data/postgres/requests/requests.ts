import { randomUUID } from 'node:crypto';

import type pg from 'pg';
import { z } from 'zod';

import type { DataOrigin } from '../../clickhouse/queries/data-origin.ts';
import { BREAKDOWN_DIMENSIONS, type BreakdownDimension } from '../../dimensions.ts';
import { AppError, ERROR_CODES, type ErrorCode } from '../../errors.ts';
import { type ForecastResult, forecastResultSchema } from '../../forecast.ts';
import { canonicalPlan, type Plan, planHash, planSchema } from '../../plan.ts';
import { STORE_FIGURES } from '../forecasts.ts';
import { withoutUnstorable } from '../storable.ts';

/** Where in Slack the answer goes. */
export const destinationSchema = z.strictObject({
  channel: z.string(),
  threadTs: z.string().optional(),
  /** The placeholder that the answer replaces; absent until it is posted. */
  messageTs: z.string().optional(),
});
export type Destination = z.infer<typeof destinationSchema>;

const statusSchema = z.enum(['accepted', 'running', 'answered', 'failed', 'cancelled']);

const relationSchema = z.enum(['follow-up', 'comparison', 'breakdown']);

/** How a request follows from its parent: it changes its plan, stands beside it, or splits it up. */
type Relation = z.infer<typeof relationSchema>;

/** What somebody asked for, before it is stored. */
export interface NewRequest {
  /** Identity of the event that asked; null where asking twice is meant. */
  dedupeKey: string | null;
  source: 'slack' | 'cli' | 'api';
  requestedBy: string;
  /** The Slack workspace it was asked in; absent where it was asked elsewhere. */
  teamId?: string | undefined;
  /** What was typed. */
  text: string;
  plan: Plan;
  /** What the reader filled in, in words. */
  assumptions: readonly string[];
  destination: Destination | null;
  /** The request it follows from; given with `relation`. */
  parentId?: string | undefined;
  relation?: Relation | undefined;
  /** Given with the relation `breakdown`. */
  breakdownBy?: BreakdownDimension | undefined;
}

const rowSchema = z.object({
  id: z.uuid(),
  source: z.enum(['slack', 'cli', 'api']),
  requestedBy: z.string(),
  text: z.string(),
  plan: planSchema,
  planHash: z.string(),
  assumptions: z.array(z.string()),
  status: statusSchema,
  result: forecastResultSchema.nullable(),
  failure: z.string().nullable(),
  failureCode: z.enum(ERROR_CODES).nullable(),
  destination: destinationSchema.nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  reportedAt: z.date().nullable(),
  parentId: z.uuid().nullable(),
  relation: relationSchema.nullable(),
  breakdownBy: z.enum(BREAKDOWN_DIMENSIONS).nullable(),
  cancelledBy: z.string().nullable(),
});

/** A stored request for a forecast, with its outcome once there is one. */
export type ForecastRequest = z.infer<typeof rowSchema>;

const COLUMNS = `id, source, requested_by "requestedBy", text, plan, plan_hash "planHash", assumptions,
  status, result, failure, failure_code "failureCode", destination, created_at "createdAt", finished_at "finishedAt",
  reported_at "reportedAt", parent_id "parentId", relation, breakdown_by "breakdownBy",
  cancelled_by "cancelledBy"`;

type Queryable = pg.Pool | pg.PoolClient;

async function findOne(db: Queryable, sql: string, values: unknown[]) {
  const { rows } = await db.query(sql, values);
  return rows[0] === undefined ? undefined : readRow(rows[0]);
}

function readRow(row: unknown): ForecastRequest {
  const { data, error } = rowSchema.safeParse(row);
  if (data) return data;
  throw new AppError(
    'conflict',
    'This request was stored by another version of Ducky, and this one cannot read it. Ask anew.',
    { cause: error },
  );
}

/**
 * Stores a new forecast request. The same `dedupeKey`, as of a Slack event that comes twice, is
 * stored once: a repeat returns the first row with `isNew` false, and nothing should be done for it
 * again.
 */
export async function acceptRequest(
  db: Queryable,
  request: NewRequest,
  now: Date,
): Promise<{ request: ForecastRequest; isNew: boolean }> {
  const plan = canonicalPlan(request.plan);
  const inserted = await findOne(
    db,
    `insert into forecast_request
       (id, dedupe_key, source, requested_by, team_id, text, plan, plan_hash, assumptions,
        destination, created_at, parent_id, relation, breakdown_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (dedupe_key) do nothing returning ${COLUMNS}`,
    [
      randomUUID(),
      request.dedupeKey,
      request.source,
      request.requestedBy,
      request.teamId,
      withoutUnstorable(request.text),
      JSON.stringify(plan),
      planHash(plan),
      JSON.stringify(request.assumptions.map(withoutUnstorable)),
      request.destination && JSON.stringify(request.destination),
      now,
      request.parentId,
      request.relation,
      request.breakdownBy,
    ],
  );
  if (inserted) return { request: inserted, isNew: true };
  const first = await findOne(db, `select ${COLUMNS} from forecast_request where dedupe_key = $1`, [
    request.dedupeKey,
  ]);
  if (!first) throw new Error('a request that conflicts on dedupe_key must exist');
  return { request: first, isNew: false };
}

/**
 * Reads a forecast request by its id, with its outcome once there is one.
 * @throws AppError `conflict` where the row was stored by a version whose plans read otherwise.
 */
export async function findRequest(db: Queryable, id: string): Promise<ForecastRequest | undefined> {
  return findOne(db, `select ${COLUMNS} from forecast_request where id = $1`, [id]);
}

/**
 * Reads forecast requests by their ids; undefined where there is none.
 * @throws AppError `conflict` where any was stored by a version whose plans read otherwise.
 */
export async function findRequests(
  db: Queryable,
  ids: readonly string[],
): Promise<(ForecastRequest | undefined)[]> {
  const { rows } = await db.query(`select ${COLUMNS} from forecast_request where id = any($1)`, [
    ids,
  ]);
  const byId = new Map(rows.map(readRow).map((request) => [request.id, request]));
  return ids.map((id) => byId.get(id));
}

/** Stores which Slack message is the placeholder that the answer will replace. */
export async function setRequestMessage(
  db: Queryable,
  id: string,
  messageTs: string,
): Promise<void> {
  await db.query(
    `update forecast_request
     set destination = destination || jsonb_build_object('messageTs', $2::text) where id = $1`,
    [id, messageTs],
  );
}

/**
 * Marks a request as running when a worker takes it up, or goes on with it; undefined where it is
 * no longer open: it was cancelled, has its outcome already, or is gone.
 * @throws AppError `conflict` where another version stored it.
 */
export async function startRequest(
  db: Queryable,
  id: string,
): Promise<ForecastRequest | undefined> {
  return findOne(
    db,
    `update forecast_request set status = 'running'
     where id = $1 and status in ('accepted', 'running') returning ${COLUMNS}`,
    [id],
  );
}

/** How a request ended. */
export type Outcome =
  | { status: 'answered'; result: ForecastResult; historyOrigin: DataOrigin }
  | { status: 'failed'; failure: string; code?: ErrorCode }
  /** `by` is the Slack user who stopped it. */
  | { status: 'cancelled'; by?: string };

const FINISH = `
  with ended as (
    update forecast_request set status = $2, result = $3, failure = $4, finished_at = $5,
      cancelled_by = $6, failure_code = $7,
      -- Who asks over HTTP comes for the answer.
      reported_at = case when source = 'api' then $5 else reported_at end
    where id = $1 and status in ('accepted', 'running')
    returning id, team_id, plan_hash, result
  ), made as (
    select id, 'request' source, team_id, result, plan_hash, $8 history_origin
    from ended where not result ? 'refused'
  ), ${STORE_FIGURES}
  select from ended`;

/**
 * Stores the outcome of an open request, answered, failed or cancelled, with the forecast's figures
 * where it was answered by one. The first outcome wins.
 * @returns false where it had ended before; then nothing is changed.
 */
export async function finishRequest(
  db: Queryable,
  id: string,
  outcome: Outcome & { at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(FINISH, [
    id,
    outcome.status,
    outcome.status === 'answered' ? JSON.stringify(outcome.result) : null,
    outcome.status === 'failed' ? outcome.failure : null,
    outcome.at,
    outcome.status === 'cancelled' ? outcome.by : null,
    outcome.status === 'failed' ? outcome.code : null,
    outcome.status === 'answered' ? outcome.historyOrigin : null,
  ]);
  return rowCount === 1;
}

/** Marks a request as reported: whoever asked has been told the outcome. */
export async function markReported(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('update forecast_request set reported_at = $2 where id = $1', [id, at]);
}
