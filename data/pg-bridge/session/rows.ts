import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { fromClickHouse } from '../clickhouse-error.ts';
import type { BridgeLimits } from '../limits.ts';
import { PgError } from '../pg-error.ts';
import { toText } from '../protocol/text-format.ts';
import type { ClickHouseQuery } from '../translate/select.ts';

/** A row in Postgres' text format. */
export type TextRow = (string | null)[];

/** Opens the rows of a query; ends with it when `signal` is aborted. */
export type OpenRows = (query: ClickHouseQuery, signal: AbortSignal) => AsyncGenerator<TextRow>;

/** Runs queries on ClickHouse, so many at once, and streams their rows, never held whole. */
export function rowsOf(clickhouse: ClickHouseClient, limits: BridgeLimits): OpenRows {
  let underWay = 0;
  return async function* rows(query, signal) {
    if (underWay >= limits.queries) {
      throw new PgError('53400', `more than ${limits.queries} queries at once are not allowed`);
    }
    underWay += 1;
    try {
      yield* streamRows(clickhouse, { query, signal, limits });
    } catch (error) {
      throw fromClickHouse(error);
    } finally {
      underWay -= 1;
    }
  };
}

async function* streamRows(
  clickhouse: ClickHouseClient,
  { query, signal, limits }: { query: ClickHouseQuery; signal: AbortSignal; limits: BridgeLimits },
): AsyncGenerator<TextRow> {
  const result = await clickhouse.query({
    query: query.sql,
    query_params: query.params,
    format: 'JSONCompactEachRow',
    clickhouse_settings: settingsFor(limits),
    abort_signal: signal,
  });
  for await (const batch of result.stream<unknown[]>()) {
    for (const row of batch) {
      const values = row.json();
      yield query.columns.map(({ type }, index) => toText(values[index], type));
    }
  }
}

/** ClickHouse's settings for a query: read-only, limited in time and rows, NULLs as in Postgres. */
function settingsFor(limits: BridgeLimits): ClickHouseSettings {
  return {
    // Reading only, even were a translation wrong; 2 lets these settings themselves be set.
    readonly: '2',
    max_execution_time: limits.querySeconds,
    max_result_rows: String(limits.rows),
    result_overflow_mode: 'throw',
    cancel_http_readonly_queries_on_client_close: 1,
    join_use_nulls: 1,
    transform_null_in: 0,
    output_format_json_quote_64bit_integers: 1,
    output_format_json_quote_denormals: 1,
  };
}
