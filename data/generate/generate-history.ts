import type { ClickHouseClient } from '@clickhouse/client';

import { addDays, type Day, dayRange } from '../calendar.ts';
import { emptyTables } from '../clickhouse/empty-tables.ts';
import { HISTORY_TABLES } from '../clickhouse/history-tables.ts';
import { hasRequests } from '../clickhouse/queries/has-requests.ts';
import { AppError, badInput } from '../errors.ts';
import type { DaySpan } from '../history.ts';
import { type GenerateDaysOptions, generateDays } from './generate-days.ts';
import {
  type GeneratedHistory,
  readGeneratedHistory,
  recordGeneratedHistory,
} from './generated-history.ts';
import { MAX_DAYS, MAX_ROWS } from './history-size.ts';
import type { Recipe } from './market.ts';
import { type Profile, profileHash } from './profile.ts';
import { strataOf } from './strata.ts';
import { relativeVolume } from './volume.ts';

export interface GenerateHistoryOptions extends Pick<GenerateDaysOptions, 'onProgress' | 'signal'> {
  client: ClickHouseClient;
  profile: Profile;
  seed: number;
  /** Rows in all, met to within half a row a day. */
  rows: number;
  days: number;
  /** The last day generated; yesterday, as a rule. */
  lastDay: Day;
  /** Empties the history first, whatever it holds. */
  replace?: boolean;
}

export interface MadeHistory {
  rows: number;
  span: DaySpan;
  /** What it was made from. */
  recipe: Recipe;
}

/**
 * Generates a synthetic history in place of real data, as for a demonstration; the same options
 * again add nothing, or what an interruption left out. Throws AppError `bad_input` for impossible
 * amounts and `conflict` where another history was generated before or real data are there.
 */
export async function generateHistory(options: GenerateHistoryOptions): Promise<MadeHistory> {
  checkAmounts(options);
  const { client, profile, seed, lastDay, onProgress, signal } = options;
  const span = { first: addDays(lastDay, 1 - options.days), last: lastDay };
  const recipe = { seed, profile, rowsPerDay: averageDay(span, options) };
  const before = options.replace ? null : await readStarted(client, signal);
  if (options.replace) await emptyHistory(client, signal);
  if (before) {
    checkSame(before, { ...recipe, span });
  } else {
    // Recorded first as reaching nowhere: an interrupted generation is topped up, not forgotten.
    await recordGeneratedHistory(client, { ...recipe, span: nothingOf(span) });
  }
  const rows = await generateDays(client, { ...recipe, span, onProgress, signal });
  if (!before || before.span.last < span.last) {
    await recordGeneratedHistory(client, { ...recipe, span });
  }
  return { rows, span, recipe };
}

/** Rows of an average day so that the span's days add up to the rows asked for; six decimals. */
function averageDay(span: DaySpan, { rows, profile, seed }: GenerateHistoryOptions): number {
  const strata = strataOf(profile);
  const volumes = dayRange(span.first, span.last).map((day) =>
    relativeVolume(day, { profile, strata, seed }),
  );
  const days = volumes.reduce((sum, volume) => sum + volume, 0);
  if (days > 0 && Number.isFinite(days)) return Number((rows / days).toFixed(6));
  const amount = days > 0 ? 'endless' : 'no';
  throw badInput(`The profile's growth and events leave ${amount} traffic on these days.`);
}

function checkAmounts({ rows, days, seed }: GenerateHistoryOptions): void {
  const within = (value: number, lowest: number, highest: number) =>
    Number.isSafeInteger(value) && value >= lowest && value <= highest;
  const problems = [
    ...(within(rows, 1, MAX_ROWS) ? [] : [`rows must be a whole number from 1 to ${MAX_ROWS}.`]),
    ...(within(days, 1, MAX_DAYS) ? [] : [`days must be a whole number from 1 to ${MAX_DAYS}.`]),
    ...(within(seed, 0, Number.MAX_SAFE_INTEGER) ? [] : ['seed must be a whole number from 0.']),
  ];
  if (problems.length > 0) throw badInput('This history cannot be generated.', problems);
}

/** Refuses to mix two histories: the one there must have the same recipe and first day. */
function checkSame(before: GeneratedHistory, wanted: GeneratedHistory): void {
  const key = ({ seed, profile, rowsPerDay }: Recipe) =>
    [seed, profileHash(profile), rowsPerDay].join(':');
  if (key(before) === key(wanted) && before.span.first === wanted.span.first) return;
  const { span, seed } = before;
  const what =
    span.last < span.first
      ? `The generation of another history, with seed ${seed}, was interrupted. Repeat it as it was to finish it, or generate`
      : `A history from ${span.first} to ${span.last} was generated before, with seed ${seed}. Generate`;
  throw new AppError('conflict', `${what} with --replace to put this one in its place.`);
}

/** The generated history of which something is there; null where nothing is. Real data are refused. */
async function readStarted(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<GeneratedHistory | null> {
  if (!(await hasRequests(client, signal))) return null;
  const started = await readGeneratedHistory(client, signal);
  if (started) return started;
  throw new AppError(
    'conflict',
    'The history holds real data, which generated requests would falsify. Set DUCKY_HOME to another directory, or generate with --replace to delete the real data.',
  );
}

function nothingOf({ first }: DaySpan): DaySpan {
  return { first, last: addDays(first, -1) };
}

/**
 * Deletes all data of the history. The requests go last: until they are gone, an interrupted
 * emptying looks like real data; or, where they were generated, like the interrupted generation of
 * no other history, in the same market.
 */
async function emptyHistory(client: ClickHouseClient, signal?: AbortSignal): Promise<void> {
  const before = await readGeneratedHistory(client, signal);
  if (before) {
    const { span } = before;
    await recordGeneratedHistory(client, { ...before, rowsPerDay: 0, span: nothingOf(span) });
  }
  const [requests, ...fed] = HISTORY_TABLES;
  await emptyTables(client, ['import', ...fed, requests]);
}
