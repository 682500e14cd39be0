import type pg from 'pg';
import QuickLRU from 'quick-lru';
import { batchCalls } from '../../../data/batch-calls.ts';
import { cachedFor } from '../../../data/cached-for.ts';
import { systemClock } from '../../../data/calendar.ts';
import type { ForecastResult } from '../../../data/forecast.ts';
import {
  forecastKey,
  type HistoryBasisOptions,
  readHistoryBasis,
} from '../../../data/forecast-basis.ts';
import type { Plan } from '../../../data/plan.ts';
import { servingVersion } from '../../../data/postgres/models/models.ts';
import { findCached } from '../../../data/postgres/requests/forecast-cache.ts';

/**
 * How soon a new model or new days of history are known of, at the latest. Who asks meanwhile does
 * not wait for a history that is slow to answer, as it is when many forecasts are made.
 */
const BASIS_AGE_MS = 2_000;
/** How soon they are looked for while forecasts are asked for. */
const RENEWED_PER_AGE = 4;
/** Each takes some ten kilobytes. */
const HELD_FORECASTS = 1_000;
/** Read by one statement. */
const READ_AT_ONCE = 100;

/** A forecast that was made before, for whomever. */
interface KnownForecast {
  key: string;
  result: ForecastResult;
}

export type FindKnown = (plan: Plan) => Promise<KnownForecast | undefined>;

export interface KnownForecastsOptions extends HistoryBasisOptions {
  pool: pg.Pool;
  /** How old the reading of history and model may be; 2000 unless given. */
  basisAgeMs?: number | undefined;
}

/**
 * Finds a plan's forecast in the cache, under a key that a new model or new history changes; those
 * that are asked for often are held in memory.
 */
export function openForecastLookup(options: KnownForecastsOptions): FindKnown {
  const { pool, basisAgeMs: maxAgeMs = BASIS_AGE_MS } = options;
  const held = new QuickLRU<string, ForecastResult>({ maxSize: HELD_FORECASTS });
  const find = batchCalls((keys: readonly string[]) => findCached(pool, keys), READ_AT_ONCE);
  const readBasis = cachedFor(
    async () => {
      const [history, modelVersion] = await Promise.all([
        readHistoryBasis(options),
        servingVersion(pool),
      ]);
      return { history, modelVersion };
    },
    { maxAgeMs, renewAfterMs: maxAgeMs / RENEWED_PER_AGE, clock: systemClock },
  );
  return async (plan) => {
    const { history, modelVersion } = await readBasis();
    const key = modelVersion && forecastKey({ plan }, { history, modelVersion });
    if (!key) return undefined;
    const result = held.get(key) ?? (await find(key))?.result;
    if (!result) return undefined;
    held.set(key, result);
    return { key, result };
  };
}
