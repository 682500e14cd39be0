import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { z } from 'zod';

import type { BatchedQuery } from './batched-query.ts';
import { withRetry } from './retry.ts';

export interface Statement {
  query: string;
  /** Values of the statement's `{name:Type}` placeholders; nothing is ever pasted into its text. */
  params?: Record<string, unknown>;
  signal?: AbortSignal | undefined;
}

/** Gives the rows of a query, which nobody has checked yet. */
type Answer = (question: Statement) => Promise<unknown>;

/** A cache of what a ClickHouse server answers. */
export interface CachedAnswers {
  answer: Answer;
  answerBatched<Question>(
    query: BatchedQuery<Question, unknown>,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<unknown>;
}

/** What runs queries on the history: the ClickHouse server, or a cache of its results. */
export type HistorySource = ClickHouseClient | CachedAnswers;

/** Runs a ClickHouse query and returns its rows, each validated against `row`. */
export async function queryRows<Row>(
  source: HistorySource,
  { row, ...question }: Statement & { row: z.ZodType<Row> },
): Promise<Row[]> {
  const rows = await ('answer' in source ? source.answer(question) : askServer(source, question));
  return z.array(row).parse(rows);
}

interface BatchedStatement<Question, Row> {
  query: BatchedQuery<Question, Row>;
  question: Question;
  signal?: AbortSignal | undefined;
}

/** Asks one question of a batched query and returns its rows, each validated. */
export async function queryBatched<Question, Row>(
  source: HistorySource,
  { query, question, signal }: BatchedStatement<Question, Row>,
): Promise<Row[]> {
  const rows = await ('answer' in source
    ? source.answerBatched(query, question, signal)
    : query.ask(source, question, signal));
  return z.array(query.row).parse(rows);
}

/** Sends a query to ClickHouse, again after a lost connection, and returns its rows unchecked. */
export async function askServer(
  client: ClickHouseClient,
  { query, params, signal }: Statement,
): Promise<unknown> {
  return withRetry(async () => {
    const result = await client.query({
      query,
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
      ...optional(params, signal),
    });
    return result.json();
  }, signal);
}

/** The one row of a query that always gives one. */
export async function queryRow<Row>(
  source: HistorySource,
  statement: Statement & { row: z.ZodType<Row> },
): Promise<Row> {
  const [row] = await queryRows(source, statement);
  if (row === undefined) throw new Error('The query gave no row.');
  return row;
}

/** Runs a statement without a result. It must be idempotent: a lost connection repeats it. */
export async function runStatement(
  client: ClickHouseClient,
  { query, params, signal, settings = {} }: Statement & { settings?: ClickHouseSettings },
): Promise<void> {
  await withRetry(
    () => client.command({ query, clickhouse_settings: settings, ...optional(params, signal) }),
    signal,
  );
}

interface BatchTarget {
  table: string;
  columns: readonly string[];
  /** A batch whose token the table has seen is taken as inserted. */
  token?: string;
  signal?: AbortSignal | undefined;
}

/**
 * `jsonLines`: one JSON value a line, an array in the order of `columns`, or an object where
 * `format` says so. `blocks`: the rows as blocks of the Native format, which come in fastest.
 */
export type RowBatch = BatchTarget &
  ({ jsonLines: string; format?: 'JSONEachRow' } | { blocks: readonly Buffer[] });

/** Inserts a batch as raw bytes, the fastest way in; with a token, repeating it adds nothing. */
export async function insertBatch(client: ClickHouseClient, batch: RowBatch): Promise<void> {
  const { table, columns, token, signal } = batch;
  const { format, bytes } = encoded(batch);
  const query = `INSERT INTO ${table} (${columns.join(', ')}) FORMAT ${format}`;
  await withRetry(async () => {
    const { stream } = await client.exec({
      query,
      values: Readable.from(bytes, { objectMode: false }),
      clickhouse_settings: token === undefined ? {} : idempotentInsert(token),
      ...optional(undefined, signal),
    });
    await text(stream);
  }, signal);
}

function encoded(batch: RowBatch): { format: string; bytes: readonly Buffer[] } {
  if ('blocks' in batch) return { format: 'Native', bytes: batch.blocks };
  const { jsonLines, format = 'JSONCompactEachRow' } = batch;
  return { format, bytes: [Buffer.from(jsonLines)] };
}

/**
 * Settings that deduplicate inserts: one with the same token happens once, in the table and in
 * whatever its materialized views feed, even where the server died between them. The whole
 * statement is held in memory: a few million rows at most.
 */
export function idempotentInsert(token: string): ClickHouseSettings {
  return {
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    // One block a statement: were there several, a repetition might cut them elsewhere.
    min_insert_block_size_rows: '1000000000',
    min_insert_block_size_bytes: '0',
    // A batch of old data may span more months than the default of 100 allows.
    max_partitions_per_insert_block: '0',
    // On a cluster, wait until the shards have it.
    distributed_foreground_insert: 1,
  };
}

function optional(params: Statement['params'], signal: AbortSignal | undefined) {
  return { ...(params && { query_params: params }), ...(signal && { abort_signal: signal }) };
}
