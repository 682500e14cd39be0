import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, readBody } from './http.ts';
import { SERVER_LIMITS } from './limits.ts';
import type { FileStore } from './state/file-store.ts';

const SHOWN_INLINE = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** Receives the upload of an announced file: its bytes, sent to its secret URL. */
export async function receiveUpload(
  { request, response, path }: { request: IncomingMessage; response: ServerResponse; path: string },
  files: FileStore,
): Promise<void> {
  const [id = '', key = ''] = path.split('/');
  const file = files.find(id);
  if (!file || file.completed || !isSame(file.uploadKey, key))
    throw new HttpError(404, 'not_found');
  const body = await readBody(request, SERVER_LIMITS.uploadBytes);
  files.receive(file, fileIn(body, request.headers['content-type'] ?? ''));
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end(`OK - ${file.bytes?.length ?? 0}`);
}

/** Serves an uploaded file for download: images to be shown, everything else to be saved. */
export function sendFile(response: ServerResponse, path: string, files: FileStore): void {
  const file = files.find(path.split('/')[0] ?? '');
  if (!file?.completed || !file.bytes) throw new HttpError(404, 'not_found');
  const shown = SHOWN_INLINE.has(file.mimetype);
  response.writeHead(200, {
    'content-type': shown ? file.mimetype : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'private, max-age=3600',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}

/** Extracts the uploaded file from a body: all of it, or the first part of a multipart form. */
function fileIn(body: Buffer, contentType: string): Buffer {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType)?.[1];
  if (!boundary) return body;
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.indexOf(`\r\n--${boundary}`, start);
  if (start < 4 || end < start) throw new HttpError(400, 'bad_request', ['no file in the form']);
  return body.subarray(start, end);
}

/** Compares two secrets in constant time, so that its duration gives nothing away. */
function isSame(secret: string, given: string): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
