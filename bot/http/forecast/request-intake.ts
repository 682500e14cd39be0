import type pg from 'pg';
import { batchCalls } from '../../../data/batch-calls.ts';
import type { Clock } from '../../../data/calendar.ts';
import {
  type ApiAcceptance,
  type ApiRequest,
  acceptApiRequests,
} from '../../../data/postgres/requests/api-requests.ts';
import {
  acceptCached,
  type CachedRequest,
} from '../../../data/postgres/requests/cached-requests.ts';
import { type ForecastRequest, findRequests } from '../../../data/postgres/requests/requests.ts';

/** Requests that are stored or read at once. */
const AT_ONCE = 100;

/** Where forecast requests are stored and read: of many who come at once, all in one batch. */
export interface RequestIntake {
  accept(request: ApiRequest): Promise<ApiAcceptance>;
  /** Stores a request with its answer, without regard to keys; undefined where the cache has none. */
  acceptCached(request: CachedRequest): Promise<string | undefined>;
  /** @throws AppError `conflict` where another version stored it, and this one cannot read it. */
  find(id: string): Promise<ForecastRequest | undefined>;
}

export interface RequestIntakeOptions {
  pool: pg.Pool;
  clock: Clock;
  /** Of requests that a caller waits for. */
  limit: number;
}

/** Opens the intake of requests, which batches concurrent inserts and reads. */
export function openRequestIntake({ pool, clock, limit }: RequestIntakeOptions): RequestIntake {
  const accept = (requests: readonly ApiRequest[]) =>
    acceptApiRequests(pool, requests, { limit, now: clock() });
  return {
    accept: batchCalls(accept, AT_ONCE),
    acceptCached: batchCalls(
      (requests: readonly CachedRequest[]) => acceptCached(pool, requests, clock()),
      AT_ONCE,
    ),
    find: batchCalls((ids: readonly string[]) => findRequests(pool, ids), AT_ONCE),
  };
}
