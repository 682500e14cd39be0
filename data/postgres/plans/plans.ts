import type pg from 'pg';
import { z } from 'zod';

import { AppError, badInput } from '../../errors.ts';
import { canonicalPlan, type Plan, planHash, planSchema } from '../../plan.ts';
import { withoutUnstorable } from '../storable.ts';

/** Characters that the name of a saved plan may have. */
export const MAX_PLAN_NAME = 100;

/** Booked plans compete for the same impressions; drafts do not. */
const statusSchema = z.enum(['draft', 'booked']);
export type PlanStatus = z.infer<typeof statusSchema>;

/** A Slack channel; `teamId` is its workspace, undefined where the installation serves one only. */
export interface ChannelOfTeam {
  teamId: string | undefined;
  channel: string;
}

/** A plan to keep in a channel. */
export interface PlanToSave extends ChannelOfTeam {
  /** The Slack user. */
  savedBy: string;
  name: string;
  status: PlanStatus;
  plan: Plan;
}

const rowSchema = z.object({
  id: z.uuid(),
  channel: z.string(),
  savedBy: z.string(),
  name: z.string(),
  status: statusSchema,
  plan: planSchema,
  planHash: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

/** A plan that a channel keeps under a name. */
export type SavedPlan = z.infer<typeof rowSchema>;

const COLUMNS = `id, channel, saved_by "savedBy", name, status, plan, plan_hash "planHash",
  created_at "createdAt", updated_at "updatedAt"`;

/** A row that was inserted, not updated, has no earlier version: its `xmax` is 0. */
const SAVE = `
  insert into plan
    (team_id, channel, saved_by, name, status, plan, plan_hash, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
  on conflict (team_id, channel, lower(name)) where archived_at is null do update set
    saved_by = excluded.saved_by, name = excluded.name, status = excluded.status,
    plan = excluded.plan, plan_hash = excluded.plan_hash,
    updated_at = greatest(plan.created_at, excluded.updated_at)
  returning ${COLUMNS}, xmax = 0 "isNew"`;

type Queryable = pg.Pool | pg.PoolClient;

/**
 * Saves a plan under its name in its channel; the plan that had the name there, whatever its case,
 * is replaced.
 * @throws AppError `bad_input` where the name is empty or too long.
 */
export async function savePlan(
  db: Queryable,
  wanted: PlanToSave,
  now: Date,
): Promise<{ plan: SavedPlan; outcome: 'created' | 'updated' }> {
  const { teamId, channel, savedBy, status } = wanted;
  const plan = canonicalPlan(wanted.plan);
  const { rows } = await db.query(SAVE, [
    teamId,
    channel,
    savedBy,
    planName(wanted.name),
    status,
    JSON.stringify(plan),
    planHash(plan),
    now,
  ]);
  return { plan: readRow(rows[0]), outcome: rows[0].isNew ? 'created' : 'updated' };
}

/** Whether a channel keeps the plan; archived ones it does not. */
const IS_KEPT = 'team_id is not distinct from $1 and channel = $2 and archived_at is null';

/** Lists the saved plans of a channel, by name; archived ones are left out. */
export async function listPlans(
  db: Queryable,
  { teamId, channel }: ChannelOfTeam,
): Promise<SavedPlan[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from plan where ${IS_KEPT} order by lower(name)`,
    [teamId, channel],
  );
  return rows.map(readRow);
}

/** Reads a saved plan of a channel by its id; undefined where that channel does not keep it. */
export async function findPlan(
  db: Queryable,
  { teamId, channel }: ChannelOfTeam,
  id: string,
): Promise<SavedPlan | undefined> {
  const { rows } = await db.query(`select ${COLUMNS} from plan where ${IS_KEPT} and id = $3`, [
    teamId,
    channel,
    id,
  ]);
  return rows[0] && readRow(rows[0]);
}

/**
 * Marks a saved plan as a draft or as booked.
 * @returns false where there is no such plan any more.
 */
export async function setPlanStatus(
  db: Queryable,
  { id, status }: { id: string; status: PlanStatus },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update plan set status = $2, updated_at = greatest(created_at, $3)
     where id = $1 and archived_at is null`,
    [id, status, now],
  );
  return rowCount === 1;
}

/**
 * Archives a saved plan: takes it off its channel's list and frees its name.
 * @returns false where that had been done before.
 */
export async function archivePlan(db: Queryable, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update plan set archived_at = greatest(created_at, $2)
     where id = $1 and archived_at is null`,
    [id, now],
  );
  return rowCount === 1;
}

/** The name on one line, as it is stored; one that is empty or too long is refused. */
function planName(name: string): string {
  const written = withoutUnstorable(name).replace(/\s+/g, ' ').trim();
  const { length } = [...written];
  if (length === 0) throw badInput('A saved plan needs a name. Give it one.');
  if (length > MAX_PLAN_NAME) {
    throw badInput(
      `The name of a plan has at most ${MAX_PLAN_NAME} characters; this one has ${length}.`,
    );
  }
  return written;
}

function readRow(row: unknown): SavedPlan {
  const { data, error } = rowSchema.safeParse(row);
  if (data) return data;
  throw new AppError(
    'conflict',
    'A saved plan was stored by another version of Ducky, and this one cannot read it. Save it anew.',
    { cause: error },
  );
}
