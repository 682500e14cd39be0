import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type Day, dayRange } from '../calendar.ts';
import { idempotentInsert, queryRows, runStatement } from '../clickhouse/run.ts';
import type { DaySpan } from '../history.ts';
import { REQUEST_COLUMNS } from '../request-row.ts';
import { type BatchOptions, type DayRows, prepareBatch } from './batch-parameters.ts';
import { missingBatches, SESSIONS_AT_ONCE } from './batches.ts';
import { openMarket, peopleOf, type Recipe } from './market.ts';
import { profileHash } from './profile.ts';
import { REQUESTS_OF_DAYS } from './request-query.ts';
import { rowsOn } from './volume.ts';

/** More would have their inserts, and the views' work on them, in memory. */
const BATCHES_AT_ONCE = 2;

export interface GenerateDaysOptions extends Recipe {
  span: DaySpan;
  /** Called after each few days with the rows so far, and the day reached. */
  onProgress?: ((progress: { day: Day; rows: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Generates synthetic requests for each day of the span and inserts them, in order; returns how
 * many the days have. A day depends on nothing but the recipe, so any day can be made alone, and is
 * inserted once however often. Throws AppError `bad_input` where a day would have too many.
 */
export async function generateDays(
  client: ClickHouseClient,
  { span, onProgress, signal, ...recipe }: GenerateDaysOptions,
): Promise<number> {
  const market = openMarket(recipe);
  const days = dayRange(span.first, span.last).map((day) => ({ day, rows: rowsOn(day, market) }));
  // A whole day is not even repeated: the token of a version before the views is unknown to them.
  const present = await readRowsByDay(client, span, signal);
  const batches = missingBatches(days, { market, present });
  const stored = new Set<string>();
  const total = rowsOf(days);
  let rows = total - rowsOf(batches.flat());
  for (let from = 0; from < batches.length; from += BATCHES_AT_ONCE) {
    const some = batches.slice(from, from + BATCHES_AT_ONCE);
    await Promise.all(some.map((batch) => insertDays(client, { market, batch, stored, signal })));
    rows += rowsOf(some.flat());
    onProgress?.({ day: some.at(-1)?.at(-1)?.day as Day, rows });
  }
  return total;
}

function rowsOf(days: readonly DayRows[]): number {
  return days.reduce((sum, { rows }) => sum + rows, 0);
}

/** Inserts a batch of days, in statements small enough for memory; a repeated one adds nothing. */
async function insertDays(
  client: ClickHouseClient,
  { signal, ...options }: BatchOptions & { signal: AbortSignal | undefined },
): Promise<void> {
  const whole = await prepareBatch(client, options);
  for (let first = 0; first < whole.sessions; first += SESSIONS_AT_ONCE) {
    const sessions = Math.min(SESSIONS_AT_ONCE, whole.sessions - first);
    await runStatement(client, {
      query: `INSERT INTO request (${REQUEST_COLUMNS.join(', ')}) ${REQUESTS_OF_DAYS}`,
      params: { ...whole, first, sessions },
      settings: idempotentInsert(tokenOf(options, first)),
      signal,
    });
  }
}

const dayRow = z.object({ date: z.iso.date(), rows: z.number() });
const ROWS_BY_DAY = `
  SELECT date, sum(count) AS rows FROM request_cube
  WHERE date BETWEEN {first:Date} AND {last:Date} GROUP BY date`;

async function readRowsByDay(
  client: ClickHouseClient,
  { first, last }: DaySpan,
  signal?: AbortSignal,
): Promise<ReadonlyMap<Day, number>> {
  const params = { first, last };
  const days = await queryRows(client, { query: ROWS_BY_DAY, params, row: dayRow, signal });
  return new Map(days.map(({ date, rows }) => [date, rows]));
}

/**
 * The token that deduplicates an insert: the same for the same requests, in every version, so that
 * an interrupted history is never doubled.
 */
function tokenOf({ market, batch }: BatchOptions, first: number): string {
  const days = batch.flatMap(({ day, rows }) => [day, rows]);
  const recipe = [market.seed, ...days, peopleOf(market), profileHash(market.profile)];
  return ['generate', ...recipe, ...(first > 0 ? [first] : [])].join(':');
}
