import type { IncomingMessage } from 'node:http';
import { addAbortSignal, PassThrough, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { HttpProblem } from '../problem.ts';

const SUPPORTED = 'gzip, identity';

export interface BodyOptions {
  /** After unpacking. */
  maxBytes: number;
  /** Ends the wait for a slow sender. */
  signal: AbortSignal;
  /** What a sender is to do whose body is too large or too slow. */
  advice: string;
}

/**
 * Streams a request body as it arrives, gunzipped, and gives up one that is too large or too slow.
 * Throws HttpProblem 408, 413, 415, or 400 for a broken gzip or a sender that hung up. The
 * connection stays usable, so that the sender can be told.
 */
export async function* bodyBytes(
  request: IncomingMessage,
  { maxBytes, signal, advice }: BodyOptions,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    refuseAnnouncedSize(request, { maxBytes, advice });
    for await (const chunk of unpack(request, signal)) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge({ maxBytes, advice });
      yield chunk;
    }
  } catch (error) {
    throw readable(error, { request, signal, advice });
  } finally {
    // What is left unread must not block the answer.
    request.resume();
  }
}

/** Decompresses a body by its Content-Encoding, gzip or none; refuses any other with 415. */
function unpack(request: IncomingMessage, signal: AbortSignal): AsyncIterable<Buffer> {
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') throw unknownEncoding();
  // Destroying the request itself would cut the connection before the answer.
  const source = Readable.from(request.iterator({ destroyOnReturn: false }));
  const unpacked = encoding === 'gzip' ? createGunzip() : new PassThrough();
  const target = addAbortSignal(signal, unpacked);
  return pipeline(source, target, () => undefined);
}

interface ReadContext {
  request: IncomingMessage;
  signal: AbortSignal;
  advice: string;
}

/** What a sender is told whose body could not be read: it timed out, broke off, or is no gzip. */
function readable(error: unknown, { request, signal, advice }: ReadContext): unknown {
  if (signal.aborted) return tooSlow(advice);
  if (request.errored) return new HttpProblem(400, 'The sender hung up.', { cause: error });
  const isGzip = error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
  return isGzip ? new HttpProblem(400, 'The body is not a whole gzip.', { cause: error }) : error;
}

type SizeLimit = Pick<BodyOptions, 'maxBytes' | 'advice'>;

/** Refuses a body by its Content-Length before it is read, which saves both sides the transfer. */
function refuseAnnouncedSize({ headers }: IncomingMessage, limit: SizeLimit): void {
  if (Number(headers['content-length'] ?? 0) > limit.maxBytes) throw tooLarge(limit);
}

function tooLarge({ maxBytes, advice }: SizeLimit): HttpProblem {
  const size = maxBytes.toLocaleString('en');
  return new HttpProblem(413, `A body may have ${size} bytes, unpacked. ${advice}`);
}

function tooSlow(advice: string): HttpProblem {
  const detail = `The body took too long to arrive. ${advice}`;
  return new HttpProblem(408, detail, { headers: { connection: 'close' } });
}

function unknownEncoding(): HttpProblem {
  const detail = `The body's Content-Encoding is not known. Use one of: ${SUPPORTED}.`;
  return new HttpProblem(415, detail, { headers: { 'accept-encoding': SUPPORTED } });
}
