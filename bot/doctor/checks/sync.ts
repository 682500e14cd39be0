import type pg from 'pg';

import { readSyncBlocker, type SyncBlocker } from '../../../data/sync/sync-blocker.ts';
import { syncLag } from '../../../data/sync/sync-lag.ts';
import { timeText } from '../amounts.ts';
import { type Examination, problem, type Trouble, troublesOf, warning } from '../finding.ts';

const LATE_MS = 30_000;
const HELD_MS = 10_000;

/** Checks the sync of live requests to ClickHouse: what waits, how long, for which transaction. */
export async function lookAtSync(pool: pg.Pool): Promise<Examination> {
  const lag = await syncLag(pool);
  const { backlog, oldestWaitMs, heldBack, heldBackMs, refused, lastSyncedAt } = lag;
  const isHeld = heldBack > 0 && (heldBackMs ?? 0) > HELD_MS;
  const isLate = (oldestWaitMs ?? 0) > LATE_MS;
  return {
    facts: {
      backlog,
      oldestWait: oldestWaitMs === null ? null : timeText(oldestWaitMs),
      heldBack,
      refused,
      lastSynced: lastSyncedAt?.toISOString() ?? 'never',
    },
    troubles: troublesOf(
      isHeld && heldBackBy(heldBack, await readSyncBlocker(pool)),
      isLate &&
        !isHeld &&
        problem(
          `the history lacks ${backlog} changes, the oldest for ${timeText(oldestWaitMs ?? 0)}`,
          "check that a worker runs (npm run worker) and look for 'job failed' in its log; ducky sync says what stops it",
        ),
      refused > 0 &&
        warning(
          `ClickHouse refused changes: ${refused}`,
          'see why: select reason, count(*) from outbox_refused group by 1',
        ),
    ),
  };
}

/** Names the open transaction that blocks the sync, and how to end it. */
function heldBackBy(rows: number, blocker: SyncBlocker | undefined): Trouble {
  if (!blocker) {
    const mend = 'find it as a superuser: select pid, xact_start from pg_stat_activity order by 2';
    return problem(`a transaction of another role holds back ${rows} changes`, mend);
  }
  const { pid, ageMs, application } = blocker;
  return problem(
    `the transaction of process ${pid} (${application || 'unnamed'}), open for ${timeText(ageMs)}, holds back ${rows} changes`,
    `select pg_terminate_backend(${pid});`,
  );
}
