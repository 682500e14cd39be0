import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from './json.ts';

/** An error to answer with an HTTP status; `problems` says everything that is wrong. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly string[];

  constructor(status: number, code: string, problems: readonly string[] = []) {
    super([code, ...problems].join('\n'));
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.problems = problems;
  }
}

/** Reads the whole request body. Throws `HttpError` 413 where it has more than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpError(413, 'too_large', [`no more than ${maxBytes} bytes`]);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Answers with JSON that no browser may cache or take for anything else. */
export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}

/** Answers a thrown error: `HttpError` as it says, anything else as 500 without details. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof HttpError ? error : new HttpError(500, 'internal_error');
  sendJson(response, known.status, { ok: false, error: known.code, problems: known.problems });
}
