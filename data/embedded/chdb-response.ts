import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { httpStatusOf, toClickHouseError } from './chdb-error.ts';
import type { StatementResult } from './chdb-statement.ts';

const SERVER_NAME = 'chdb';
const MIN_COMPRESSED_BYTES = 1024;
const compress = promisify(gzip);

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  params: URLSearchParams;
}

/** Sends a statement's output with ClickHouse's headers, compressed where the client asked. */
export async function respondResult(
  { request, response, params }: Exchange,
  result: StatementResult & { elapsedMs: number },
): Promise<void> {
  response.setHeader('X-ClickHouse-Query-Id', safeQueryId(params.get('query_id')));
  response.setHeader('X-ClickHouse-Server-Display-Name', SERVER_NAME);
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summaryOf(result)));
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  const accepted = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const wanted = params.get('enable_http_compression') === '1';
  if (!accepted || !wanted || result.output.length < MIN_COMPRESSED_BYTES) {
    response.end(result.output);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.end(await compress(result.output, { level: 1 }));
}

/** Sends an error as ClickHouse words it, and reads what is left of the request away. */
export function respondError(
  { request, response }: Exchange,
  { error, version }: { error: unknown; version: string },
): void {
  request.unpipe();
  request.resume();
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { code, type, message } = toClickHouseError(error);
  response.writeHead(httpStatusOf(code), {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': String(code),
    'X-ClickHouse-Server-Display-Name': SERVER_NAME,
  });
  response.end(`Code: ${code}. DB::Exception: ${message} (${type}) (version ${version})\n`);
}

/** Numbers are strings in this header, 64-bit counts being unsafe in JSON. */
function summaryOf(result: StatementResult & { elapsedMs: number }): Record<string, string> {
  return {
    read_rows: String(result.readRows),
    read_bytes: '0',
    written_rows: String(result.writtenRows),
    written_bytes: String(result.writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(result.readRows),
    result_bytes: String(result.output.length),
    elapsed_ns: String(Math.round(result.elapsedMs * 1e6)),
  };
}

function safeQueryId(asked: string | null): string {
  return asked && /^[\w.:-]{1,200}$/.test(asked) ? asked : randomUUID();
}
