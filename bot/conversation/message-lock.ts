import type pg from 'pg';

import { withPostgresLock } from '../../data/postgres/lock.ts';
import type { ForecastRequest } from '../../data/postgres/requests/requests.ts';

/**
 * Runs `work` while nobody else, in whatever process, writes the message of a request, digest or
 * task. Progress and outcome look at the row and publish under it, so progress never lands on top of
 * an outcome.
 */
export function withMessageLock<T>(db: pg.Pool, id: string, work: () => Promise<T>): Promise<T> {
  return withPostgresLock(db, `message ${id}`, work);
}

/** True while a request has no outcome. */
export function isOpen({ status }: Pick<ForecastRequest, 'status'>): boolean {
  return status === 'accepted' || status === 'running';
}
