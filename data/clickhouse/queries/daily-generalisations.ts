import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import { badInput } from '../../errors.ts';
import type { Generalisation } from '../../history.ts';
import { canonicalTargeting, type Targeting, targetedDimensions } from '../../plan.ts';
import { batchedQuery } from '../batched-query.ts';
import { type Cube, REQUEST_CUBE } from '../cube.ts';
import { QueryParameters } from '../parameters.ts';
import { type HistorySource, queryBatched, queryRows } from '../run.ts';
import { targetingConditions } from '../targeting.ts';
import { cubeConditions, cubeFor, dimensionsBeyond } from './counts-source.ts';
import { IN_WINDOW, type TargetedSpan, type TargetingWindow } from './window.ts';

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
  const question = { targeting: canonicalTargeting(targeting), span };
  const dimensions = targetedDimensions(question.targeting);
  if (dimensions.length > MAX_GENERALISED_DIMENSIONS) throw tooManyDimensions(dimensions.length);
  const beyondCube = dimensionsBeyond(cubeOf(targeting), targeting);
  const [cubeRows, requestRows] = await Promise.all([
    queryBatched(client, { query: cubeMasks, question, signal }),
    beyondCube.length > 0 ? readRequestMasks(client, { ...question, beyondCube, signal }) : [],
  ]);
  const length = daysBetween(span.first, span.last) + 1;
  const series = Array.from({ length: 1 << dimensions.length }, () => new Float64Array(length));
  for (const { mask, days, counts } of [...cubeRows, ...requestRows]) {
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

/** Counts the rows of a cube by day and mask, for several targetings in one scan. */
const cubeMasks = batchedQuery({
  name: 'cube masks',
  row,
  scanOf: ({ targeting, span }: TargetedSpan) => JSON.stringify([cubeOf(targeting).table, span]),
  scan: scanCube,
});

/** Which question a row answers, and of which of its masks. */
const masked = z.looseObject({ mask: z.number().int() });

/** Answers questions on the same days of the same cube: their masks stand one behind the other. */
async function scanCube(
  client: ClickHouseClient,
  questions: readonly TargetedSpan[],
): Promise<unknown[]> {
  const [first] = questions;
  if (!first) return [];
  const cube = cubeOf(first.targeting);
  const parameters = new QueryParameters();
  let end = 0;
  const asked = questions.map(({ targeting }) => {
    const inCube = cubeConditions(cube, targeting, parameters);
    const dimensions = targetedDimensions(targeting);
    const conditions = dimensions.map((dimension) => inCube.get(dimension) ?? '0');
    const start = end;
    end += 1 << conditions.length;
    return { start, end, mask: `toUInt32(${start} + ${bitsOf(conditions)})` };
  });
  const masks = `arrayJoin([${asked.map(({ mask }) => mask).join(', ')}])`;
  const rows = await queryRows(client, {
    query: masksQuery(masks, `${cube.table} WHERE ${IN_WINDOW}`),
    params: { ...parameters.values, ...first.span },
    row: masked,
  });
  return asked.map(({ start, end }) =>
    rows
      .filter(({ mask }) => start <= mask && mask < end)
      .map((each) => ({ ...each, mask: each.mask - start })),
  );
}

/** Counts the requests themselves, only where they match a dimension that the cube lacks. */
function readRequestMasks(
  client: HistorySource,
  { targeting, span, beyondCube, signal }: TargetingWindow & { beyondCube: readonly Dimension[] },
) {
  const { conditions, params } = targetingConditions(targeting);
  const any = beyondCube.map((dimension) => conditions.get(dimension)).join(' OR ');
  const mask = `toUInt32(${bitsOf([...conditions.values()])})`;
  return queryRows(client, {
    query: masksQuery(mask, `request WHERE ${IN_WINDOW} AND (${any})`),
    params: { ...params, ...span },
    row,
    signal,
  });
}

/** The cheapest cube that can tell all that is targeted, else one that can tell most. */
function cubeOf(targeting: Targeting): Cube {
  return cubeFor(targeting) ?? REQUEST_CUBE;
}

/** Bit `i` of the mask tells whether a row meets condition `i`. */
function bitsOf(conditions: readonly string[]): string {
  return conditions.map((condition, bit) => `${1 << bit} * (${condition})`).join(' + ') || '0';
}

/** Counts rows by day and mask. */
function masksQuery(mask: string, rows: string): string {
  return `
    SELECT mask, groupArray(day) AS days, groupArray(requests) AS counts
    FROM (
      SELECT ${mask} AS mask, date - {first:Date} AS day, sum(count) AS requests
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
