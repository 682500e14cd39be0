import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { daysBetween } from '../../calendar.ts';
import type { TrainingPanel } from '../../history.ts';
import type { Targeting } from '../../plan.ts';
import { QueryParameters } from '../parameters.ts';
import { queryRows } from '../run.ts';
import { matchesAll } from '../targeting.ts';
import { type CountsSource, chooseCountsTable } from './counts-source.ts';
import type { SampleOptions } from './sample-requests.ts';
import { sampleTargetings } from './sample-targetings.ts';
import { IN_WINDOW } from './window.ts';

/** So few that the bound values fit any server's limit on the length of a request. */
const TARGETINGS_PER_QUERY = 100;

const row = z.object({ day: z.number().int(), counts: z.array(z.number()) });

/**
 * Reads the time series that a model is trained on: daily impressions of all requests, then of
 * `size` distinct targetings of up to five dimensions that real requests match, so that common
 * values are common. The same data and seed give the same panel. Fewer series come back where the
 * data do not hold so many different targetings.
 */
export async function readTrainingPanel(
  client: ClickHouseClient,
  options: SampleOptions,
): Promise<TrainingPanel> {
  const targetings: Targeting[] = [{}, ...(await sampleTargetings(client, options))];
  const series: Float64Array[] = [];
  for (let from = 0; from < targetings.length; from += TARGETINGS_PER_QUERY) {
    const some = targetings.slice(from, from + TARGETINGS_PER_QUERY);
    series.push(...(await readSeries(client, some, options)));
  }
  return { span: options.span, series };
}

/** The series in the order of the targetings; each table is scanned once. */
async function readSeries(
  client: ClickHouseClient,
  targetings: readonly Targeting[],
  options: SampleOptions,
): Promise<Float64Array[]> {
  const parameters = new QueryParameters();
  const length = daysBetween(options.span.first, options.span.last) + 1;
  const wanted = targetings.map((targeting) => ({
    source: chooseCountsTable(targeting, parameters),
    counts: new Float64Array(length),
  }));
  const byTable = Map.groupBy(wanted, ({ source }) => source.table);
  for (const [table, some] of byTable) await fillSeries(client, { table, some, options });
  return wanted.map(({ counts }) => counts);
}

interface SeriesOfTable {
  table: CountsSource['table'];
  some: readonly { source: CountsSource; counts: Float64Array }[];
  options: SampleOptions;
}

/** Counts the series of one table in a single query. */
async function fillSeries(client: ClickHouseClient, wanted: SeriesOfTable): Promise<void> {
  const { table, some, options } = wanted;
  const sums = some.map(({ source }) => `sumIf(count, ${matchesAll(source)})`);
  const query = `
    SELECT date - {first:Date} AS day, [${sums.join(', ')}] AS counts
    FROM ${table} WHERE ${IN_WINDOW} GROUP BY date`;
  const params = { ...some[0]?.source.params, ...options.span };
  const days = await queryRows(client, { query, params, row, signal: options.signal });
  for (const { day, counts } of days) {
    for (const [index, series] of some.entries()) series.counts[day] = counts[index] ?? 0;
  }
}
