import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import { badInput } from '../../errors.ts';
import type { Generalisation } from '../../history.ts';
import { queryRows } from '../run.ts';
import { targetingConditions } from '../targeting.ts';
import { IN_WINDOW, type TargetingWindow } from './window.ts';

/** The most dimensions a targeting may have here: 2^12 series are kept. */
const MAX_GENERALISED_DIMENSIONS = 12;

const row = z.object({
  mask: z.number().int(),
  days: z.array(z.number().int()),
  counts: z.array(z.number()),
});

/**
 * Impressions a day of the targeting with every subset of its dimensions, none first and all
 * last: entry `m` keeps the dimensions whose bit is set in `m`. Days without requests are zeros.
 * One scan counts rows by exactly which dimensions they match; sums over supersets do the rest.
 * Throws AppError `bad_input` beyond `MAX_GENERALISED_DIMENSIONS`.
 */
export async function readDailyGeneralisations(
  client: ClickHouseClient,
  { targeting, span, signal }: TargetingWindow,
): Promise<Generalisation[]> {
  const { conditions, params } = targetingConditions(targeting);
  const dimensions = [...conditions.keys()];
  if (dimensions.length > MAX_GENERALISED_DIMENSIONS) throw tooManyDimensions(dimensions.length);
  const query = masksQuery([...conditions.values()]);
  const rows = await queryRows(client, { query, params: { ...params, ...span }, row, signal });

  const length = daysBetween(span.first, span.last) + 1;
  const series = Array.from({ length: 1 << dimensions.length }, () => new Float64Array(length));
  for (const { mask, days, counts } of rows) {
    days.forEach((day, index) => {
      (series[mask] as Float64Array)[day] = counts[index] ?? 0;
    });
  }
  sumSupersets(series);
  return series.map((impressions, mask) => ({
    dimensions: dimensions.filter((_, bit) => mask & (1 << bit)),
    impressions,
  }));
}

function masksQuery(conditions: readonly string[]): string {
  const bits = conditions.map((condition, bit) => `${1 << bit} * (${condition})`);
  return `
    SELECT mask, groupArray(day) AS days, groupArray(requests) AS counts
    FROM (
      SELECT toUInt16(${bits.join(' + ') || '0'}) AS mask, date - {first:Date} AS day, sum(count) AS requests
      FROM request WHERE ${IN_WINDOW} GROUP BY mask, date
    )
    GROUP BY mask`;
}

/** Turns 'matches exactly these' into 'matches at least these', in place (a fast zeta transform). */
function sumSupersets(series: readonly Float64Array[]): void {
  for (let bit = 1; bit < series.length; bit <<= 1) {
    for (const [mask, target] of series.entries()) {
      if (mask & bit) continue;
      const source = series[mask | bit] as Float64Array;
      for (const [day, requests] of source.entries()) {
        target[day] = (target[day] as number) + requests;
      }
    }
  }
}

function tooManyDimensions(count: number) {
  return badInput(
    `A targeting can combine at most ${MAX_GENERALISED_DIMENSIONS} dimensions; this one has ${count}.`,
  );
}
