import type pg from 'pg';

import { withPostgresLock } from '../../data/postgres/lock.ts';
import type { ForecastRequest } from '../../data/postgres/requests/requests.ts';

/**
 * Runs `work` under a database lock, so that nobody else, in whatever process, writes the message
 * of the same request, digest or task meanwhile. Progress and outcome look at the row and publish
 * under it, so progress never lands on top of an outcome.
 */
export function withMessageLock<T>(db: pg.Pool, id: string, work: () => Promise<T>): Promise<T> {
  return withPostgresLock(db, `message ${id}`, work);
}

/** True while a request is accepted or running, and so has no outcome yet. */
export function isOpen({ status }: Pick<ForecastRequest, 'status'>): boolean {
  return status === 'accepted' || status === 'running';
}
