import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { insertBatch, queryRows } from '../clickhouse/run.ts';
import type { DaySpan } from '../history.ts';
import type { Recipe } from './market.ts';
import { profileSchema } from './profile.ts';

/** What the generated part of the history was made from, and how far it reaches. */
export interface GeneratedHistory extends Recipe {
  span: DaySpan;
}

const row = z.object({
  seed: z.number(),
  profile: z.string().transform((text) => profileSchema.parse(JSON.parse(text))),
  rowsPerDay: z.number(),
  first: z.iso.date(),
  last: z.iso.date(),
});

const LATEST = `
  SELECT seed, profile, rowsPerDay, first, last FROM generated_history ORDER BY at DESC LIMIT 1`;

/** The record of the last generation; null where nothing was generated. */
export async function readGeneratedHistory(
  client: ClickHouseClient,
  signal?: AbortSignal,
): Promise<GeneratedHistory | null> {
  const [latest] = await queryRows(client, { query: LATEST, row, signal });
  if (!latest) return null;
  const { first, last, ...recipe } = latest;
  return { ...recipe, span: { first, last } };
}

/** Records how far the generated history reaches now. */
export async function recordGeneratedHistory(
  client: ClickHouseClient,
  { seed, profile, rowsPerDay, span: { first, last } }: GeneratedHistory,
): Promise<void> {
  await insertBatch(client, {
    table: 'generated_history',
    columns: ['seed', 'profile', 'rowsPerDay', 'first', 'last'],
    jsonLines: JSON.stringify([seed, JSON.stringify(profile), rowsPerDay, first, last]),
  });
}
