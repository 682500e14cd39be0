import { setTimeout as sleep } from 'node:timers/promises';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { addDays } from '../calendar.ts';
import { HISTORY_TABLES } from '../clickhouse/history-tables.ts';
import { readDailyCounts } from '../clickhouse/queries/daily-counts.ts';
import { readDailyGeneralisations } from '../clickhouse/queries/daily-generalisations.ts';
import { readDailyReach } from '../clickhouse/queries/daily-reach.ts';
import { queryRow } from '../clickhouse/run.ts';
import { generateHistory } from '../generate/generate-history.ts';
import { readGeneratedHistory } from '../generate/generated-history.ts';
import { readDefaultProfile } from '../generate/profile.ts';
import type { DaySpan } from '../history.ts';
import type { Targeting } from '../plan.ts';
import type { Figure } from './figure.ts';
import { elapsedMs, medianMs } from './median-ms.ts';
import { clickHousePeak } from './peak-memory.ts';
import { type BenchOptions, withServers } from './servers.ts';

const DAYS = 180;
const SEED = 7;
/** The same on every day, so that a history can be measured again. */
const LAST_DAY = '2026-06-30';
const SPAN: DaySpan = { first: addDays(LAST_DAY, 1 - DAYS), last: LAST_DAY };

/** Some 3% of the default profile's requests. */
const NARROW: Targeting = {
  age: { min: 25, max: 34 },
  gender: ['female'],
  deviceType: { include: ['phone'] },
  os: { include: ['ios'] },
  geo: { include: ['IN'] },
};

/** About half of them. */
const WIDE: Targeting = { gender: ['female', 'unknown'] };

/** Connections are not in the cube. */
const BEYOND_CUBE: Targeting = { ...NARROW, connection: { include: ['4g'] } };

const MERGE_WAIT_MS = 900_000;
const MERGE_POLL_MS = 500;

const NARROW_COUNTS_MS = 25;
const WIDE_COUNTS_MS = 60;
const REACH_MS = 120;

/**
 * Benchmarks queries: makes a history of `rows` rows where it is missing, and times the common
 * questions on it.
 */
export function benchHistory(rows: number, options: BenchOptions): Promise<Figure[]> {
  return withServers(`history-${rows}`, options, async ({ clickhouse, clickhousePid }) => {
    const made = await makeHistory(clickhouse, { ...options, rows });
    options.onProgress('Waiting for merges to end', null);
    await mergesEnded(clickhouse);
    options.onProgress(`Asking ${rows.toLocaleString('en')} rows`, null);
    const asked = await ask(clickhouse, rows);
    return [
      ...made,
      ...asked,
      ...(await clickHousePeak(clickhousePid, { during: 'made and asked', rows })),
    ];
  });
}

async function makeHistory(
  client: ClickHouseClient,
  { rows, onProgress, signal }: BenchOptions & { rows: number },
): Promise<Figure[]> {
  const before = await readGeneratedHistory(client, signal);
  if (before?.span.last === LAST_DAY) return [];
  const profile = await readDefaultProfile();
  const step = `Generating ${rows.toLocaleString('en')} rows`;
  const ms = await elapsedMs(() =>
    generateHistory({
      ...{ client, profile, rows, days: DAYS, seed: SEED, lastDay: LAST_DAY, signal },
      onProgress: (done) => onProgress(step, done.rows / rows),
    }),
  );
  return [{ name: 'generating', rows, value: (rows / ms) * 1000, unit: 'rows/s' }];
}

const UNMERGED = `
  SELECT (SELECT count() FROM system.merges) + count() AS running
  FROM (
    SELECT 1 FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
    GROUP BY table, partition HAVING count() > 1
  )`;

/**
 * Waits for ClickHouse's merges, until the history is at rest: what was written last has been
 * merged, about a minute after it came.
 */
async function mergesEnded(client: ClickHouseClient): Promise<void> {
  const row = z.object({ running: z.number() });
  const params = { tables: HISTORY_TABLES };
  const deadline = performance.now() + MERGE_WAIT_MS;
  while (performance.now() < deadline) {
    const { running } = await queryRow(client, { query: UNMERGED, params, row });
    if (running === 0) return;
    await sleep(MERGE_POLL_MS);
  }
}

/** Times each of the common queries on a history. */
async function ask(client: ClickHouseClient, rows: number): Promise<Figure[]> {
  const narrow = { targeting: NARROW, span: SPAN };
  const wide = { targeting: WIDE, span: SPAN };
  const beyond = { targeting: BEYOND_CUBE, span: SPAN };
  const countsMs = (window: typeof narrow) => medianMs(() => readDailyCounts(client, window));
  const reachMs = (window: typeof narrow) => medianMs(() => readDailyReach(client, window));
  const time = (name: string, value: number, atMost?: number): Figure => ({
    ...{ name, rows, value, unit: 'ms' },
    ...(atMost !== undefined && { goal: { atMost } }),
  });
  const { errors } = await readDailyReach(client, narrow);
  return [
    time('daily counts, five dimensions', await countsMs(narrow), NARROW_COUNTS_MS),
    time('daily counts, half the rows', await countsMs(wide), WIDE_COUNTS_MS),
    time('daily counts, a sixth dimension beyond the cube', await countsMs(beyond)),
    time(
      'daily counts of five dimensions and all their subsets',
      await medianMs(() => readDailyGeneralisations(client, narrow)),
    ),
    time('daily reach, five dimensions', await reachMs(narrow), REACH_MS),
    time('daily reach, half the rows', await reachMs(wide), REACH_MS),
    {
      name: 'daily reach, five dimensions: largest sampling error',
      ...{ rows, value: Math.max(...errors) * 100, unit: '%' },
    },
  ];
}
