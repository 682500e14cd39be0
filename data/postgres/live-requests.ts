import type pg from 'pg';
import { z } from 'zod';

import { badInput } from '../errors.ts';
import type { LiveRequest } from '../live-request.ts';
import { storableJson } from './storable.ts';

/** What became of the requests of a batch; together as many as were sent. */
export interface Accepted {
  /** New ones. */
  accepted: number;
  /** Known ones whose outcome (won, price) was not known, or was another. */
  updated: number;
  /** Known ones with nothing new. */
  duplicates: number;
}

const countsSchema = z.object({ accepted: z.coerce.number(), updated: z.coerce.number() });

/** SQLSTATEs of values that the table's checks and types refuse. */
const REFUSALS = /^(22\w{3}|23502|23514)$/;

/**
 * Stores live requests in one round trip and one transaction; they reach the history by the
 * outbox. Sending a batch again, or several writers sending the same requests at once, counts
 * nothing twice, even after a row has left for the history: its key stays for a day
 * (see `removeSynced`). A repeat without an outcome never takes a known outcome back; an outcome
 * that comes after its row has left, or was deleted, is a duplicate. NUL, which Postgres cannot
 * hold, is dropped from texts.
 * @throws AppError `bad_input` where a value cannot be stored; then nothing of the batch is.
 */
export async function acceptLiveRequests(
  db: pg.Pool | pg.PoolClient,
  requests: readonly LiveRequest[],
): Promise<Accepted> {
  if (requests.length === 0) return { accepted: 0, updated: 0, duplicates: 0 };
  const { rows } = await db
    .query('select accepted, updated from accept_live_requests($1)', [batchJson(requests)])
    .catch((error: unknown) => {
      throw readable(error);
    });
  const { accepted, updated } = countsSchema.parse(rows[0]);
  return { accepted, updated, duplicates: requests.length - accepted - updated };
}

function batchJson(requests: readonly LiveRequest[]): string {
  const flat = requests.map(({ requestId, impId, row }) => ({ requestId, impId, ...row }));
  return storableJson(flat);
}

/** A value that Postgres refuses, as an error of bad input; any other error as it is. */
function readable(error: unknown): unknown {
  const isRefusal = error instanceof Error && 'code' in error && REFUSALS.test(String(error.code));
  if (!isRefusal) return error;
  return badInput('A request of the batch cannot be stored, so none of it was.', [error.message]);
}
