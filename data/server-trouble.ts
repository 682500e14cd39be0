import { ClickHouseError } from '@clickhouse/client';
import pg from 'pg';

import { isConnectionLost, isPoolFull, isTooLate } from './connection-lost.ts';
import { AppError } from './errors.ts';

const AGAIN =
  'Try again in a minute; if it persists, whoever runs Ducky sees why with `ducky doctor`.';

const NARROWER = 'Try again in a minute, or ask for fewer days or values.';

const TOO_LATE = `The history took too long to answer. ${NARROWER}`;

/** SQLSTATEs of what passes: a standby or a failover, and a server that is full or has too much to do. */
const POSTGRES: Record<string, string> = {
  '25006': `The database takes no writes now. ${AGAIN}`,
  '40001': `The database was too busy. ${AGAIN}`,
  '40P01': `The database was too busy. ${AGAIN}`,
  '53100': `The database has no room left on its disk. ${AGAIN}`,
  '53200': `The database has no memory left. ${AGAIN}`,
  '53300': `The database has no connection left. ${AGAIN}`,
  '55P03': `The database was too busy. ${AGAIN}`,
};

/** Types of ClickHouse's errors that pass once other questions are answered. */
const CLICKHOUSE: Record<string, string> = {
  MEMORY_LIMIT_EXCEEDED: `The history has not enough memory for this question now. ${NARROWER}`,
  NOT_ENOUGH_SPACE: `The history has no room left on its disk. ${AGAIN}`,
  TOO_MANY_SIMULTANEOUS_QUERIES: `The history is asked too much at once. ${AGAIN}`,
  TIMEOUT_EXCEEDED: TOO_LATE,
  TABLE_IS_READ_ONLY: `The history takes no writes now. ${AGAIN}`,
};

/**
 * Turns a database error that may pass by itself (deadlock, disk or memory full, time-out,
 * connection lost) into an AppError `unavailable` in words for people, to be retried; gives back
 * any other as it is.
 */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const words = wordsFor(error);
  return words ? new AppError('unavailable', words, { retryable: true, cause: error }) : error;
}

/** True for an error that may pass by itself: a retry of the same work may succeed later. */
export function isRetryable(error: unknown): boolean {
  const trouble = toAppError(error);
  return trouble instanceof AppError && trouble.retryable;
}

/**
 * True for a deadlock or serialization failure: Postgres gave up one of several transactions that
 * were in each other's way.
 */
export function isConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['40001', '40P01'].includes(error.code ?? '');
}

function wordsFor(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) {
    const known = POSTGRES[error.code ?? ''];
    if (known) return known;
  }
  if (error instanceof ClickHouseError) return CLICKHOUSE[error.type ?? ''];
  if (isTooLate(error)) return TOO_LATE;
  if (isPoolFull(error)) return `Too much is asked of the database at once. ${AGAIN}`;
  return isConnectionLost(error) ? `A database cannot be reached. ${AGAIN}` : undefined;
}
