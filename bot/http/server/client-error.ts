import type { Duplex } from 'node:stream';

import { problemMembers } from '../problem.ts';

/** What is told of a request that never became one, by the code of Node's error. */
const ANSWERS: Readonly<Record<string, [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large. Send fewer, or shorter ones.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions are too large. Leave them out.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive. Send it again.'],
};
const NOT_HTTP = [400, 'This is not an HTTP/1.1 request that can be read.'] as const;

/**
 * Answers malformed HTTP, oversized headers and requests that arrive too slowly with a problem, and
 * closes the connection.
 */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = ANSWERS[error.code ?? ''] ?? NOT_HTTP;
  const problem = problemMembers({ status, detail });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
