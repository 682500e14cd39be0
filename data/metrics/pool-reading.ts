import type pg from 'pg';

import type { Reading } from './process-metrics.ts';

type Counts = Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;

/** Gauges of the Postgres connection pools: connections in use or idle, queries that wait. */
export function poolReading(pools: Readonly<Record<string, Counts>>) {
  const entries = Object.entries(pools);
  return {
    gauges: {
      ducky_postgres_connections: {
        help: 'Open connections to Postgres, in use or idle',
        labels: ['pool', 'state'],
      },
      ducky_postgres_waiting_queries: {
        help: 'Queries that wait for a connection',
        labels: ['pool'],
      },
    },
    async read() {
      return {
        ducky_postgres_connections: entries.flatMap(([pool, { totalCount, idleCount }]) => [
          { labels: { pool, state: 'idle' }, value: idleCount },
          { labels: { pool, state: 'used' }, value: totalCount - idleCount },
        ]),
        ducky_postgres_waiting_queries: entries.map(([pool, { waitingCount }]) => ({
          labels: { pool },
          value: waitingCount,
        })),
      };
    },
  } satisfies Reading<string>;
}
