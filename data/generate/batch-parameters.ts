import type { ClickHouseClient } from '@clickhouse/client';

import type { Day } from '../calendar.ts';
import { insertBatch } from '../clickhouse/run.ts';
import { CHOICE_COLUMNS, type ChoiceRow, choiceRows } from './choice-rows.ts';
import { compileChoices } from './choices.ts';
import type { Market } from './market.ts';
import { activityExponent } from './population.ts';
import { CHOICE_NAMES } from './request-query.ts';
import { sessionsFor } from './sessions.ts';

/** A day and its requests, more than none. */
export interface DayRows {
  day: Day;
  rows: number;
}

export interface BatchOptions {
  market: Market;
  batch: readonly DayRows[];
  /** Hashes of the choices stored before, which days have mostly in common; added to. */
  stored?: Set<string>;
}

/**
 * Prepares a batch of days to generate: stores the weighted choices that `REQUESTS_OF_DAYS` draws
 * from, and returns its parameters for the whole batch.
 */
export async function prepareBatch(client: ClickHouseClient, options: BatchOptions) {
  const { market, batch, stored = new Set<string>() } = options;
  const days = batch.map(({ day }) => day);
  const choices = choiceRows(compileChoices(days, market), market);
  await store(
    client,
    choices.filter(({ hash }) => !stored.has(hash)),
  );
  for (const { hash } of choices) stored.add(hash);
  const hashes = new Map(choices.map(({ name, hash }) => [name, hash]));
  return {
    seed: market.seed,
    rows: batch.map(({ rows }) => rows),
    begins: batch.map((_, index) => sessionsOf(batch.slice(0, index))),
    first: 0,
    sessions: sessionsOf(batch),
    exponent: activityExponent(market.profile.activityTail),
    choices: CHOICE_NAMES.map((name) => hashes.get(name)),
  };
}

/** Sessions that make the requests of the days. */
export function sessionsOf(days: readonly DayRows[]): number {
  return days.reduce((sum, { rows }) => sum + sessionsFor(rows), 0);
}

async function store(client: ClickHouseClient, rows: readonly ChoiceRow[]): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map((row) => JSON.stringify(CHOICE_COLUMNS.map((column) => row[column])));
  await insertBatch(client, {
    table: 'weighted_choice',
    columns: CHOICE_COLUMNS,
    jsonLines: lines.join('\n'),
  });
}
