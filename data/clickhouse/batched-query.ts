import type { ClickHouseClient } from '@clickhouse/client';
import type { z } from 'zod';
import { batchCalls } from '../batch-calls.ts';
import { memoize } from '../memoize.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { orQuestionCancelled } from './retry.ts';

/** The most questions of a batch: a statement grows with each. */
const MAX_QUESTIONS = 16;
/** A longer question is asked alone: the values of a statement travel in an address of 1 MB. */
const MAX_SHARED_LENGTH = 16_000;

/** A query that answers, in one statement, what several ask of a server at the same time. */
export interface BatchedQuery<Question, Row> {
  /** Tells its questions from those of others. */
  readonly name: string;
  /** A row of an answer. */
  readonly row: z.ZodType<Row>;
  /**
   * Gives the rows that answer a question, which nobody has checked yet. Once the signal fires, only
   * the waiting ends: the statement may be others' as well.
   * @throws AppError `cancelled` once the signal has fired.
   */
  ask(
    client: ClickHouseClient,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<unknown>;
}

interface Batching<Question, Row> {
  name: string;
  row: z.ZodType<Row>;
  /** Names the scan that a question needs: those that need the same share one. */
  scanOf(question: Question): string;
  /** Answers questions of one scan by a single statement: the rows for each, in their order. */
  scan(client: ClickHouseClient, questions: readonly Question[]): Promise<unknown[]>;
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
  const groupOf = (question: Question) => (isLong(question) ? question : scanOf(question));
  const askAll = async (client: ClickHouseClient, questions: readonly Question[]) => {
    const answers = new Map<Question, unknown>();
    const answer = async (asked: readonly Question[]) => {
      const found = await scan(client, asked);
      for (const [index, question] of asked.entries()) answers.set(question, found[index]);
    };
    await Promise.all([...Map.groupBy(questions, groupOf).values()].map(answer));
    return questions.map((question) => answers.get(question));
  };
  const batchOf = memoize((client: ClickHouseClient) =>
    batchCalls((questions: readonly Question[]) => askAll(client, questions), MAX_QUESTIONS),
  );
  const ask = async (client: ClickHouseClient, question: Question, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    return unlessAborted(batchOf(client)(question), signal);
  };
  return {
    name,
    row,
    ask: (client, question, signal) =>
      ask(client, question, signal).catch(orQuestionCancelled(signal)),
  };
}

function isLong(question: unknown): boolean {
  return JSON.stringify(question).length > MAX_SHARED_LENGTH;
}
