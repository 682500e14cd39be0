import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';
import type { Logger } from 'pino';
import { cachedFor } from '../../data/cached-for.ts';
import { type Day, systemClock } from '../../data/calendar.ts';
import { readHistoryStamp } from '../../data/clickhouse/queries/history-stamp.ts';
import { openQueryCache } from '../../data/clickhouse/query-cache.ts';
import type { HistorySource } from '../../data/clickhouse/run.ts';
import {
  type HistoryBasis,
  type HistoryBasisOptions,
  readHistoryBasis,
} from '../../data/forecast-basis.ts';
import {
  type CachedForecast,
  findCached,
  storeCached,
} from '../../data/postgres/requests/forecast-cache.ts';

const BASIS_AGE_MS = 500;
/** Forecasts made within this are checked and stored together. */
const GATHER_MS = 1_000;
/** What a burst makes beyond this is not kept, and only made again. */
const MAX_GATHERED = 200;
/** What the history says of about a thousand targetings. */
const ANSWERS_BYTES = 64 * 2 ** 20;

export interface ForecastCacheServices extends HistoryBasisOptions {
  pool: pg.Pool;
  log: Logger;
  /** How old the reading of the history may be that a forecast is looked up by; 500 unless given. */
  basisAgeMs?: number;
}

/** A forecast to keep, with the history as it was before it was made. */
interface MadeFrom {
  made: CachedForecast;
  history: HistoryBasis;
}

/**
 * A cache of forecasts that need not be made again, in Postgres, and of history that need not be
 * read again for others, in memory.
 */
export interface ForecastCache {
  readHistory(): Promise<HistoryBasis>;
  /** ClickHouse with the history of this stamp, behind a cache of what this process was told. */
  source(stamp: string): HistorySource;
  find(key: string): Promise<CachedForecast | undefined>;
  /** Stores the forecast a moment later, unless the history has changed since. */
  keep(forecast: MadeFrom): void;
  /** Resolves when all that was to be kept is. */
  close(): Promise<void>;
}

/** Opens the forecast cache that all workers share, which stores new forecasts in batches. */
export function openForecastCache(services: ForecastCacheServices): ForecastCache {
  const age = { maxAgeMs: services.basisAgeMs ?? BASIS_AGE_MS, clock: systemClock };
  const answers = openQueryCache(services.clickhouse, { maxBytes: ANSWERS_BYTES });
  let gathered: MadeFrom[] = [];
  let storing: Promise<void> | undefined;
  const storeGathered = async () => {
    while (gathered.length > 0) {
      await sleep(GATHER_MS);
      const batch = gathered;
      gathered = [];
      await storeUnchanged(services, batch).catch((error: Error) =>
        services.log.warn({ reason: error.message }, 'forecasts not kept for others'),
      );
    }
    storing = undefined;
  };
  return {
    readHistory: cachedFor(() => readHistoryBasis(services), age),
    source: answers.under,
    find: async (key) => (await findCached(services.pool, [key]))[0],
    keep(forecast) {
      if (gathered.length >= MAX_GATHERED) return;
      gathered.push(forecast);
      storing ??= storeGathered();
    },
    close: async () => storing,
  };
}

/**
 * Stores a batch of forecasts in the cache, unless the history changed while they were made: then
 * they were made from neither the one before nor that after.
 */
async function storeUnchanged(
  { pool, clickhouse, clock }: ForecastCacheServices,
  batch: readonly MadeFrom[],
): Promise<void> {
  const days = new Set(batch.flatMap(({ history }) => history.outline.data?.last ?? []));
  const stampOf = async (last: Day) =>
    [last, await readHistoryStamp(clickhouse, { last })] as const;
  const stamps = new Map(await Promise.all([...days].map(stampOf)));
  const unchanged = batch.filter(
    ({ history: { outline, stamp } }) => outline.data && stamps.get(outline.data.last) === stamp,
  );
  if (unchanged.length === 0) return;
  await storeCached(
    pool,
    unchanged.map(({ made }) => made),
    clock(),
  );
}
