import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { addDays, type Day, dayIn } from '../../data/calendar.ts';
import { hasImports } from '../../data/clickhouse/queries/has-imports.ts';
import { hasRequests } from '../../data/clickhouse/queries/has-requests.ts';
import { AppError } from '../../data/errors.ts';
import { generateHistory } from '../../data/generate/generate-history.ts';
import {
  type GeneratedHistory,
  readGeneratedHistory,
} from '../../data/generate/generated-history.ts';
import { readDefaultProfile } from '../../data/generate/profile.ts';
import { hasSynced } from '../../data/sync/has-synced.ts';

export interface RegenerateOptions {
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  size: { rows: number; days: number; seed: number };
  now: Date;
  /** The reporting time zone. */
  timeZone: string;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/**
 * Replaces the generated demo history by another one, of the same market and up to yesterday; or
 * makes the first. As with `ducky generate`, real data are left alone.
 * @throws AppError `conflict` where the history holds anything that was not generated.
 */
export async function regenerate(
  options: RegenerateOptions,
): Promise<{ rows: number; first: Day; last: Day }> {
  const { clickhouse: client, size, now, timeZone, signal, onProgress } = options;
  const before = await readGeneratedHistory(client, signal);
  await refuseRealData(options, before);
  const made = await generateHistory({
    ...{ client, ...size, signal },
    profile: before?.profile ?? (await readDefaultProfile()),
    lastDay: addDays(dayIn(timeZone, now), -1),
    replace: true,
    onProgress: ({ rows }) => onProgress(Math.min(1, rows / size.rows)),
  });
  return { rows: made.rows, ...made.span };
}

/** Refuses to replace a history that holds real data, imported or synced. */
async function refuseRealData(
  { pool, clickhouse, signal }: RegenerateOptions,
  generated: GeneratedHistory | null,
): Promise<void> {
  if (!(await hasRequests(clickhouse, signal))) return;
  const isMixed = (await hasImports(clickhouse, signal)) || (await hasSynced(pool));
  if (generated && !isMixed) return;
  throw new AppError(
    'conflict',
    'The history holds real data, which generated requests would falsify; nothing was changed. To delete the real data, whoever runs Ducky can use `ducky generate --replace`.',
  );
}
