import type { Session } from 'chdb';
import type { Engine } from './chdb-engine.ts';
import { ClickHouseError } from './chdb-error.ts';
import {
  type InsertStatement,
  isTextInsert,
  parseInsert,
  type TextInsert,
} from './insert-statement.ts';
import { readBody } from './request-body.ts';
import { rowBlocks } from './row-blocks.ts';
import { insertFromFile, type Spool } from './spooled-insert.ts';

const BLOCK_BYTES = 8 * 1024 * 1024;
const MAX_TEXT_BYTES = 256 * 1024 * 1024;
const SYNTAX_ERROR = 62;

export interface StatementRequest {
  /** The statement in the address, or undefined where the body holds it. */
  query: string | undefined;
  body: AsyncIterable<Buffer>;
  spool: Spool;
  /** Output format where the statement names none. */
  format: string;
  /** Present where ClickHouse must drop a repeated insert as a whole. */
  deduplicated: boolean;
  signal: AbortSignal;
}

export interface StatementResult {
  output: Uint8Array;
  readRows: number;
  writtenRows: number;
  writtenBytes: number;
}

/** Runs one request's statement in its session, streaming the rows of an insert. */
export async function runStatement(
  engine: Engine,
  session: Session,
  request: StatementRequest,
): Promise<StatementResult> {
  const insert = request.query === undefined ? undefined : parseInsert(request.query);
  if (insert) {
    return isTextInsert(insert)
      ? insertText({ engine, session, request, insert })
      : insertBytes({ engine, session, request, insert });
  }
  const text = (await readBody(request.body, MAX_TEXT_BYTES)).toString('utf8');
  const sql = [request.query, text].filter((part) => part).join('\n');
  if (sql.trim() === '') throw new ClickHouseError(SYNTAX_ERROR, 'SYNTAX_ERROR', 'Empty query.');
  const result = await engine.run(() => {
    request.signal.throwIfAborted();
    return session.queryAsync(sql, { format: request.format });
  });
  return { output: result.bytes(), readRows: result.rowsRead, writtenRows: 0, writtenBytes: 0 };
}

interface Insertion<Insert extends InsertStatement> {
  engine: Engine;
  session: Session;
  request: StatementRequest;
  insert: Insert;
}

/** Inserts rows in a text format, such as JSONEachRow, block by block as they come in. */
async function insertText({
  engine,
  session,
  request,
  insert,
}: Insertion<TextInsert>): Promise<StatementResult> {
  const { table, columns, format } = insert;
  const result = { output: new Uint8Array(), readRows: 0, writtenRows: 0, writtenBytes: 0 };
  for await (const values of textBlocks(request, format === 'CSV')) {
    const written = await engine.run(() => {
      request.signal.throwIfAborted();
      return session.insert(
        columns ? { table, format, values, columns } : { table, format, values },
      );
    });
    result.writtenRows += written.rowsWritten;
    result.writtenBytes += written.bytesWritten;
  }
  return { ...result, readRows: result.writtenRows };
}

/** The rows of an insert, in blocks; in a single one where it is deduplicated, or refused. */
async function* textBlocks(
  { body, deduplicated }: StatementRequest,
  quoted: boolean,
): AsyncGenerator<Buffer> {
  if (!deduplicated) return yield* rowBlocks(body, { blockBytes: BLOCK_BYTES, quoted });
  // A deduplication token names one insert: a second block under it would be dropped as a repeat.
  const whole = await readBody(body, MAX_TEXT_BYTES);
  if (whole.length > 0) yield whole;
}

/** Inserts rows in a binary format from a temporary file. */
async function insertBytes({
  engine,
  session,
  request,
  insert,
}: Insertion<InsertStatement>): Promise<StatementResult> {
  return request.spool.with(request.body, async (path) => {
    const { rowsRead } = await engine.run(() => {
      request.signal.throwIfAborted();
      return session.queryAsync(insertFromFile(insert, path));
    });
    return { output: new Uint8Array(), readRows: rowsRead, writtenRows: rowsRead, writtenBytes: 0 };
  });
}
