import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type Day, dayRange } from '../calendar.ts';
import { idempotentInsert, queryRows, runStatement } from '../clickhouse/run.ts';
import type { DaySpan } from '../history.ts';
import { REQUEST_COLUMNS } from '../request-row.ts';
import { prepareDay } from './day-parameters.ts';
import { type Market, openMarket, peopleOf, type Recipe } from './market.ts';
import { profileHash } from './profile.ts';
import { REQUESTS_OF_DAY } from './request-query.ts';
import { rowsOn } from './volume.ts';

/** Much of a small day's time goes into planning its query, which takes one core. */
const SMALL_DAYS_AT_ONCE = 4;
/** Large days have their inserts, and the views' work on them, in memory. */
const LARGE_DAYS_AT_ONCE = 2;
const LARGE_DAY_ROWS = 200_000;

/** Bounds the memory of an insert: about half a million requests. */
const SESSIONS_AT_ONCE = 200_000;

export interface GenerateDaysOptions extends Recipe {
  span: DaySpan;
  /** Called after each few days with the rows so far, and the day reached. */
  onProgress?: ((progress: { day: Day; rows: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Inserts the requests of each day of the span, day by day, and returns how many the days have. A
 * day depends on nothing but the recipe, so any day can be made alone, and is inserted once
 * however often.
 */
export async function generateDays(
  client: ClickHouseClient,
  { span, onProgress, signal, ...recipe }: GenerateDaysOptions,
): Promise<number> {
  const market = openMarket(recipe);
  const days = dayRange(span.first, span.last);
  const present = await readRowsByDay(client, span, signal);
  const stored = new Set<string>();
  let total = 0;
  const atOnce = recipe.rowsPerDay < LARGE_DAY_ROWS ? SMALL_DAYS_AT_ONCE : LARGE_DAYS_AT_ONCE;
  for (let from = 0; from < days.length; from += atOnce) {
    const some = days.slice(from, from + atOnce);
    const rows = await Promise.all(
      some.map((day) => generateDay(client, { market, day, present, stored, signal })),
    );
    total += rows.reduce((sum, count) => sum + count, 0);
    onProgress?.({ day: some.at(-1) as Day, rows: total });
  }
  return total;
}

interface GenerateDayOptions {
  market: Market;
  day: Day;
  /** Rows that were there before. */
  present: ReadonlyMap<Day, number>;
  /** Hashes of the choices stored before. */
  stored: Set<string>;
  signal: AbortSignal | undefined;
}

async function generateDay(client: ClickHouseClient, options: GenerateDayOptions): Promise<number> {
  const { market, day, present, stored, signal } = options;
  const rows = rowsOn(day, market);
  // A whole day is not even repeated: the token of a version before the views is unknown to them.
  if (rows === (present.get(day) ?? 0)) return rows;
  const whole = await prepareDay(client, { market, day, rows, stored });
  for (let first = 0; first < whole.sessions; first += SESSIONS_AT_ONCE) {
    const sessions = Math.min(SESSIONS_AT_ONCE, whole.sessions - first);
    await runStatement(client, {
      query: `INSERT INTO request (${REQUEST_COLUMNS.join(', ')}) ${REQUESTS_OF_DAY}`,
      params: { ...whole, firstSession: first, sessions },
      settings: idempotentInsert(tokenOf(market, { day, rows, first })),
      signal,
    });
  }
  return rows;
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

/** The same for the same requests, in every version: an interrupted history is never doubled. */
function tokenOf(market: Market, part: { day: Day; rows: number; first: number }): string {
  const { day, rows, first } = part;
  const recipe = [market.seed, day, rows, peopleOf(market), profileHash(market.profile)];
  return ['generate', ...recipe, ...(first > 0 ? [first] : [])].join(':');
}
