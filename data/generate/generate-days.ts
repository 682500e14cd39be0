import type { ClickHouseClient } from '@clickhouse/client';
import { type Day, dayRange } from '../calendar.ts';
import { idempotentInsert, insertBatch, runStatement } from '../clickhouse/run.ts';
import type { DaySpan } from '../history.ts';
import { compileChoices } from './choices.ts';
import { type Profile, profileHash } from './profile.ts';
import { GENERATED_COLUMNS, REQUESTS_OF_DAY } from './request-query.ts';
import { relativeVolume } from './volume.ts';

/** Most of a day's time goes into planning its query, which takes one core. */
const DAYS_AT_ONCE = 4;

/** What fully determines every day's requests. */
export interface Recipe {
  seed: number;
  profile: Profile;
  /** Rows of an average day. */
  rowsPerDay: number;
}

export interface GenerateDaysOptions extends Recipe {
  span: DaySpan;
  /** Called after each few days with the rows so far, and the day reached. */
  onProgress?: ((progress: { day: Day; rows: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Inserts the requests of each day of the span, day by day, and returns how many. A day depends
 * on nothing but the recipe, so any day can be made alone, and is inserted once however often.
 */
export async function generateDays(
  client: ClickHouseClient,
  { span, onProgress, signal, ...recipe }: GenerateDaysOptions,
): Promise<number> {
  await storeChoices(client, recipe.profile);
  const days = dayRange(span.first, span.last);
  let total = 0;
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE);
    const rows = await Promise.all(
      some.map((day) => generateDay(client, { ...recipe, day, signal })),
    );
    total += rows.reduce((sum, count) => sum + count, 0);
    onProgress?.({ day: some.at(-1) as Day, rows: total });
  }
  return total;
}

type GenerateDayOptions = Recipe & { day: Day; signal: AbortSignal | undefined };

async function generateDay(client: ClickHouseClient, options: GenerateDayOptions): Promise<number> {
  const params = dayParameters(options.day, options);
  await runStatement(client, {
    query: `INSERT INTO request (${GENERATED_COLUMNS.join(', ')}) ${REQUESTS_OF_DAY}`,
    params,
    settings: idempotentInsert(`generate:${Object.values(params).join(':')}`),
    signal: options.signal,
  });
  return params.rows;
}

/** The parameters of `REQUESTS_OF_DAY` for a day of the recipe. */
function dayParameters(day: Day, { seed, profile, rowsPerDay }: Recipe) {
  return {
    seed,
    date: day,
    rows: Math.round(rowsPerDay * relativeVolume(day, { profile, seed })),
    people: Math.max(1, Math.round(rowsPerDay * profile.usersPerDailyRequest)),
    profile: profileHash(profile),
  };
}

/** Puts a profile's choices where `REQUESTS_OF_DAY` finds them. */
export async function storeChoices(client: ClickHouseClient, profile: Profile): Promise<void> {
  const hash = profileHash(profile);
  const rows = compileChoices(profile).map(({ name, keys, options, limits }) =>
    JSON.stringify([hash, name, keys, options, limits]),
  );
  await insertBatch(client, {
    table: 'generator_choice',
    columns: ['profile', 'name', 'keys', 'options', 'limits'],
    jsonLines: rows.join('\n'),
  });
}
