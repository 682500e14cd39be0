import type { ClickHouseClient } from '@clickhouse/client';

import type { Day } from '../calendar.ts';
import { insertBatch } from '../clickhouse/run.ts';
import { CHOICE_COLUMNS, type ChoiceRow, choiceRows } from './choice-rows.ts';
import { compileChoices } from './choices.ts';
import type { Market } from './market.ts';
import { activityExponent } from './population.ts';
import { CHOICE_NAMES } from './request-query.ts';
import { sessionsFor } from './sessions.ts';

export interface DayOptions {
  market: Market;
  day: Day;
  /** The day's requests, more than none. */
  rows: number;
  /** Hashes of the choices stored before, which days have mostly in common; added to. */
  stored?: Set<string>;
}

/** Stores what `REQUESTS_OF_DAY` needs for a day; returns its parameters for the whole of it. */
export async function prepareDay(client: ClickHouseClient, options: DayOptions) {
  const { market, day, rows, stored = new Set<string>() } = options;
  const choices = choiceRows(compileChoices(day, market), market);
  await store(
    client,
    choices.filter(({ hash }) => !stored.has(hash)),
  );
  for (const { hash } of choices) stored.add(hash);
  const hashes = new Map(choices.map(({ name, hash }) => [name, hash]));
  return {
    seed: market.seed,
    date: day,
    rows,
    firstSession: 0,
    sessions: sessionsFor(rows),
    exponent: activityExponent(market.profile.activityTail),
    choices: CHOICE_NAMES.map((name) => hashes.get(name)),
  };
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
