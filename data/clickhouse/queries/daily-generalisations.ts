import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import { badInput } from '../../errors.ts';
import type { Generalisation } from '../../history.ts';
import { REQUEST_CUBE } from '../cube.ts';
import { QueryParameters } from '../parameters.ts';
import { type HistorySource, queryRows } from '../run.ts';
import { targetingConditions } from '../targeting.ts';
import { cubeConditions, cubeFor } from './counts-source.ts';
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
 * Rows are counted by exactly which dimensions they match; sums over supersets do the rest. Where
 * no cube can tell them all, one counts for the subsets that it can tell, so that the requests
 * themselves are counted only where they match a dimension it lacks.
 * Throws AppError `bad_input` beyond `MAX_GENERALISED_DIMENSIONS`.
 */
export async function readDailyGeneralisations(
  client: HistorySource,
  { targeting, span, signal }: TargetingWindow,
): Promise<Generalisation[]> {
  const parameters = new QueryParameters();
  const { conditions } = targetingConditions(targeting, parameters);
  const cube = cubeFor(targeting) ?? REQUEST_CUBE;
  const inCube = cubeConditions(cube, targeting, parameters);
  const dimensions = [...conditions.keys()];
  if (dimensions.length > MAX_GENERALISED_DIMENSIONS) throw tooManyDimensions(dimensions.length);
  const beyondCube = dimensions.filter((dimension) => !inCube.has(dimension));
  const matches = dimensions.map((dimension) => inCube.get(dimension) ?? '0');
  const queries = [
    masksQuery(matches, `${cube.table} WHERE ${IN_WINDOW}`),
    ...requestQueries(conditions, beyondCube),
  ];
  const params = { ...parameters.values, ...span };
  const answers = await Promise.all(
    queries.map((query) => queryRows(client, { query, params, row, signal })),
  );

  const length = daysBetween(span.first, span.last) + 1;
  const series = Array.from({ length: 1 << dimensions.length }, () => new Float64Array(length));
  for (const { mask, days, counts } of answers.flat()) {
    days.forEach((day, index) => {
      (series[mask] as Float64Array)[day] = counts[index] ?? 0;
    });
  }
  sumSupersets(series, maskOf(dimensions, beyondCube));
  return series.map((impressions, mask) => ({
    dimensions: dimensions.filter((_, bit) => mask & (1 << bit)),
    impressions,
  }));
}

/** Counts the requests themselves, only where they match a dimension that the cube lacks. */
function requestQueries(
  conditions: ReadonlyMap<Dimension, string>,
  beyondCube: readonly Dimension[],
): string[] {
  if (beyondCube.length === 0) return [];
  const any = beyondCube.map((dimension) => conditions.get(dimension)).join(' OR ');
  return [masksQuery([...conditions.values()], `request WHERE ${IN_WINDOW} AND (${any})`)];
}

/** Counts rows by day and mask: bit `i` of the mask tells whether a row meets condition `i`. */
function masksQuery(conditions: readonly string[], rows: string): string {
  const bits = conditions.map((condition, bit) => `${1 << bit} * (${condition})`);
  return `
    SELECT mask, groupArray(day) AS days, groupArray(requests) AS counts
    FROM (
      SELECT toUInt16(${bits.join(' + ') || '0'}) AS mask, date - {first:Date} AS day, sum(count) AS requests
      FROM ${rows} GROUP BY mask, date
    )
    GROUP BY mask`;
}

function maskOf(dimensions: readonly Dimension[], some: readonly Dimension[]): number {
  return dimensions.reduce(
    (mask, dimension, bit) => (some.includes(dimension) ? mask | (1 << bit) : mask),
    0,
  );
}

/**
 * Turns 'matches exactly these' into 'matches at least these', in place (a fast zeta transform).
 * Series without a bit of `beyondCube` come from the cube, which has counted all rows already.
 */
function sumSupersets(series: readonly Float64Array[], beyondCube: number): void {
  for (let bit = 1; bit < series.length; bit <<= 1) {
    for (const [mask, target] of series.entries()) {
      const isFromCube = (mask & beyondCube) === 0;
      if (mask & bit || (isFromCube && bit & beyondCube)) continue;
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
