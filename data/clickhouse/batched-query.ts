import type { ClickHouseClient } from '@clickhouse/client';
import type { z } from 'zod';
import { batchCalls } from '../batch-calls.ts';

/** The most questions of a batch: a statement grows with each. */
const MAX_QUESTIONS = 16;
/** A longer question is asked alone: the values of a statement travel in an address of 1 MB. */
const MAX_SHARED_LENGTH = 16_000;

/** A query that answers, in one statement, what several ask of a server at the same time. */
export interface BatchedQuery<Question, Row> {
  /** Tells its questions from those of others. */
  readonly name: string;
  readonly row: z.ZodType<Row>;
  /** Gives the rows that answer a question. */
  ask(client: ClickHouseClient, question: Question): Promise<Row[]>;
}

interface Batching<Question, Row> {
  name: string;
  row: z.ZodType<Row>;
  /** Names the scan that a question needs: those that need the same share one. */
  scanOf(question: Question): string;
  /** Answers questions of one scan by a single statement: the rows for each, in their order. */
  scan(client: ClickHouseClient, questions: readonly Question[]): Promise<Row[][]>;
}

/**
 * Makes a query whose questions are batched: what is asked of a server while statements run there
 * makes up the next batch. Scans of one batch run side by side.
 */
export function batchedQuery<Question, Row>({
  name,
  row,
  scanOf,
  scan,
}: Batching<Question, Row>): BatchedQuery<Question, Row> {
  const askAll = async (client: ClickHouseClient, questions: readonly Question[]) => {
    const groupOf = (question: Question) => (isLong(question) ? question : scanOf(question));
    const scans = [...Map.groupBy(questions, groupOf).values()];
    const answers = await Promise.all(
      scans.map(async (asked) => {
        const rows = await scan(client, asked);
        return asked.map((question, index) => [question, rows[index] ?? []] as const);
      }),
    );
    const rowsOf = new Map(answers.flat());
    return questions.map((question) => rowsOf.get(question) ?? []);
  };
  const batches = new WeakMap<ClickHouseClient, (question: Question) => Promise<Row[]>>();
  const batchOf = (client: ClickHouseClient) => {
    const known = batches.get(client);
    if (known) return known;
    const ask = (questions: readonly Question[]) => askAll(client, questions);
    const batch = batchCalls(ask, MAX_QUESTIONS);
    batches.set(client, batch);
    return batch;
  };
  return { name, row, ask: (client, question) => batchOf(client)(question) };
}

function isLong(question: unknown): boolean {
  return JSON.stringify(question).length > MAX_SHARED_LENGTH;
}
