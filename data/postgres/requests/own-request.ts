import type pg from 'pg';
import { z } from 'zod';

import { type ForecastRequest, findRequest } from './requests.ts';

/**
 * Reads a request by its id, only for the Slack workspace in which it was asked; a text that is no
 * id finds nothing.
 * @throws AppError `conflict` where another version stored it.
 */
export async function findOwnRequest(
  pool: pg.Pool,
  { id, teamId }: { id: string; teamId: string | undefined },
): Promise<ForecastRequest | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined;
  const { rows } = await pool.query<{ id: string }>(
    'select id from forecast_request where id = $1 and team_id is not distinct from $2',
    [id, teamId],
  );
  return rows[0] && findRequest(pool, rows[0].id);
}
