import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow, queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** The levels of the price quantiles. */
export const PRICE_LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/** Prices per thousand of the requests that name one in the currency. */
interface PriceDistribution {
  /** ISO 4217. */
  currency: string;
  requests: number;
  /** CPM at each of `PRICE_LEVELS`, every request counted alike. */
  quantiles: number[];
}

/** What a targeting's impressions cost at least, and what was paid for those won. */
export interface Floors {
  requests: number;
  /** Share of the requests that name no floor, 0-1; null without requests. */
  shareWithoutFloor: number | null;
  /** Share won of the requests whose outcome is known, 0-1; null where none is. */
  winRate: number | null;
  /** Floors by currency, the most common first. */
  floors: PriceDistribution[];
  /** Prices paid by currency, the most common first. */
  clearing: PriceDistribution[];
}

const shares = z.object({
  requests: z.number(),
  withoutFloor: z.number(),
  won: z.number(),
  decided: z.number(),
});
const distribution = z.object({
  currency: z.string(),
  requests: z.number(),
  quantiles: z.array(z.number()),
});

/** Floors, win rate and clearing prices of the targeting's requests in the span. */
export async function readFloors(
  client: ClickHouseClient,
  window: TargetingWindow,
): Promise<Floors> {
  const [{ requests, withoutFloor, won, decided }, floors, clearing] = await Promise.all([
    readShares(client, window),
    readPrices(client, 'floor', window),
    readPrices(client, 'clearing', window),
  ]);
  return {
    requests,
    shareWithoutFloor: requests > 0 ? withoutFloor / requests : null,
    winRate: decided > 0 ? won / decided : null,
    floors,
    clearing,
  };
}

/** Counts the requests without a floor price, those won, and those whose outcome is known. */
function readShares(client: ClickHouseClient, { targeting, span, signal }: TargetingWindow) {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT
      sum(count) AS requests,
      sumIf(count, floorCpm = 0) AS withoutFloor,
      sumIf(count, request.won = 1) AS won,
      sumIf(count, request.won >= 0) AS decided
    FROM request
    WHERE ${IN_WINDOW} AND ${matchesAll(matching)}`;
  const params = { ...matching.params, ...span };
  return queryRow(client, { query, params, row: shares, signal });
}

/**
 * Quantiles of floor or clearing prices by currency. Counts are added up by price first, so that
 * requests taken back weigh nothing.
 */
function readPrices(
  client: ClickHouseClient,
  price: 'floor' | 'clearing',
  { targeting, span, signal }: TargetingWindow,
): Promise<PriceDistribution[]> {
  const matching = targetingConditions(targeting);
  const query = `
    SELECT
      currency,
      sum(weight) AS requests,
      quantilesExactWeighted(${PRICE_LEVELS.join(', ')})(cpm, toUInt64(weight)) AS quantiles
    FROM (
      SELECT ${price}Currency AS currency, ${price}Cpm AS cpm, sum(count) AS weight
      FROM request
      WHERE ${IN_WINDOW} AND cpm > 0 AND ${matchesAll(matching)}
      GROUP BY currency, cpm
      HAVING weight > 0
    )
    GROUP BY currency
    ORDER BY requests DESC, currency`;
  const params = { ...matching.params, ...span };
  return queryRows(client, { query, params, row: distribution, signal });
}
