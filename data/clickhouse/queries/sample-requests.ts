import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { GEO_COLUMNS, LIST_DIMENSIONS } from '../../dimensions.ts';
import type { DaySpan } from '../../history.ts';
import { queryRows } from '../run.ts';
import { IN_WINDOW } from './window.ts';

const text = z.string();
const list = z.array(z.string());

const requestRow = z.object({
  ...{ country: text, region: text, city: text, gender: text, age: z.number().int() },
  ...{ deviceType: text, os: text, browser: text, connection: text, language: text },
  ...{ site: text, app: text, adUnit: text, format: text, size: text, position: text },
  ...{ category: list, segment: list, weekday: z.number().int(), hour: z.number().int() },
});

/** One request as the history holds it; `weekday` 0 = Monday, `hour` -1 = unknown. */
export type SampledRequest = z.infer<typeof requestRow>;

const COLUMNS = [
  ...LIST_DIMENSIONS.filter((dimension) => dimension !== 'geo'),
  ...GEO_COLUMNS,
  'gender',
  'age',
  'hour',
];

export interface SampleOptions {
  span: DaySpan;
  /** At most so many requests. */
  size: number;
  seed: number;
  signal?: AbortSignal | undefined;
}

/** So many times the rows wanted are sorted, instead of all: enough to be sure of the smallest keys. */
const MARGIN = 4;

/**
 * A sample of the span's requests, rows drawn in proportion to the requests they stand for
 * (Efraimidis and Spirakis 2006), always the same for the same data and seed. Rows taken back
 * since are drawn too: they are few, and were requests once.
 */
export function sampleRequests(
  client: ClickHouseClient,
  { span, size, seed, signal }: SampleOptions,
): Promise<SampledRequest[]> {
  const query = `
    WITH
      cityHash64({seed:UInt64}, date, user, count, ${COLUMNS.join(', ')}) AS identity,
      -log((identity + 1) / 18446744073709551616) / count AS key,
      (SELECT sum(count) FROM request_cube WHERE ${IN_WINDOW}) AS requests
    SELECT ${COLUMNS.join(', ')}, toDayOfWeek(date) - 1 AS weekday
    FROM request
    WHERE ${IN_WINDOW} AND count > 0 AND key < ${MARGIN} * {size:UInt32} / requests
    ORDER BY key, identity
    LIMIT 1 BY identity
    LIMIT {size:UInt32}`;
  return queryRows(client, { query, params: { ...span, size, seed }, row: requestRow, signal });
}
