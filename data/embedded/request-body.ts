import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ClickHouseError } from './chdb-error.ts';

const NOT_IMPLEMENTED = 48;
const TOO_MANY_BYTES = 307;

/**
 * The body of a request, decompressed (gzip, deflate, brotli). Iterating it part of the way leaves
 * the connection open, so that an error can still be answered; a request cut short throws.
 */
export function requestBody(request: IncomingMessage): AsyncIterable<Buffer> {
  const decoder = decoderFor(request.headers['content-encoding']);
  if (!decoder) return keepOpen(request);
  request.once('close', () => {
    if (!request.complete) decoder.destroy(new Error('The request was cut short.'));
  });
  return keepOpen(request.pipe(decoder));
}

function keepOpen(stream: Readable): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
}

function decoderFor(encoding: string | undefined): Transform | undefined {
  if (!encoding || encoding === 'identity') return undefined;
  if (encoding === 'gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  throw new ClickHouseError(
    NOT_IMPLEMENTED,
    'NOT_IMPLEMENTED',
    `Content-Encoding '${encoding}' is not supported by the embedded server.`,
  );
}

/** The whole body, refused beyond `limitBytes`. */
export async function readBody(body: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > limitBytes) {
      throw new ClickHouseError(
        TOO_MANY_BYTES,
        'TOO_MANY_BYTES',
        `Statement longer than ${limitBytes} bytes.`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts, bytes);
}
