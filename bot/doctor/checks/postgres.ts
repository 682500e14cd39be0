import type pg from 'pg';

import type { Clock } from '../../../data/calendar.ts';
import { readPostgresFacts } from '../../../data/postgres/server-facts.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import { bytesText, timeText } from '../amounts.ts';
import { clockTrouble } from '../clock.ts';
import { reasonOf } from '../examine.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const LEAST_VERSION = 150_000;
const SLOW_MS = 500;
const FULL_SHARE = 0.8;

export interface ServerState {
  /** True for one that `npm start` runs. */
  isEmbedded: boolean;
  /** Who takes longer to answer counts as away. */
  timeoutMs: number;
  clock: Clock;
}

/** Checks Postgres: whether it answers, lets us in, may be written and has connections left. */
export async function lookAtPostgres(
  pool: pg.Pool,
  { isEmbedded, timeoutMs, clock }: ServerState,
): Promise<Examination> {
  const source = isEmbedded ? 'embedded' : 'DATABASE_URL';
  const beganMs = performance.now();
  const read = await withTimeout(timeoutMs, () => readPostgresFacts(pool)).catch(reasonOf);
  if (typeof read === 'string') return { facts: { source }, troubles: [away(read, isEmbedded)] };
  const latencyMs = performance.now() - beganMs;
  const { version, versionNumber, databaseBytes, connections, maxConnections, clockMs } = read;
  return {
    facts: {
      source,
      version,
      latency: timeText(latencyMs),
      database: bytesText(databaseBytes),
      connections: `${connections} of ${maxConnections}`,
    },
    troubles: troublesOf(
      versionNumber < LEAST_VERSION && problem('Postgres 15 is needed', 'upgrade the server'),
      read.inRecovery &&
        problem('it is in recovery and takes no writes', 'set DATABASE_URL to the primary'),
      connections > FULL_SHARE * maxConnections &&
        warning(
          'few connections are left',
          'raise max_connections, or set DATABASE_URL to a pooler',
        ),
      clockTrouble(clockMs, clock),
      latencyMs > SLOW_MS && warning('it answers slowly', 'run Ducky nearer to the database'),
    ),
  };
}

function away(reason: string, isEmbedded: boolean) {
  const mend = isEmbedded
    ? 'stop Ducky and run npm start; see logs/ducky.log in the home'
    : 'check that the server runs, and DATABASE_URL';
  return problem(`it does not answer: ${reason}`, mend);
}
