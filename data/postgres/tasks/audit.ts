import type pg from 'pg';

/** Something an administrator did, or tried to do. */
export interface AuditEntry {
  /** The Slack user, or `command line`, `schedule`, `first start`. */
  actor: string;
  /** Their Slack workspace; absent elsewhere. */
  teamId?: string | null | undefined;
  action: string;
  outcome: 'succeeded' | 'refused' | 'failed' | 'cancelled';
  /** Never a secret, nor anybody's words. */
  detail?: Record<string, unknown>;
  at: Date;
}

/** Writes to the audit log of what administrators did; belongs in the transaction that does it. */
export async function recordAudit(
  db: pg.Pool | pg.PoolClient,
  { actor, teamId, action, outcome, detail = {}, at }: AuditEntry,
): Promise<void> {
  await db.query(
    `insert into audit (at, team_id, actor, action, outcome, detail)
     values ($1, $2, $3, $4, $5, $6)`,
    [at, teamId, actor, action, outcome, JSON.stringify(detail)],
  );
}
