import type { IncomingMessage } from 'node:http';
import { HttpError } from './http.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses requests that a foreign web page may have caused: those that name another host than this
 * machine (DNS rebinding) or that carry an origin other than the page's own (CSRF). Throws
 * `HttpError` 403.
 */
export function refuseForeignOrigin({ headers }: IncomingMessage): void {
  const host = parseUrl(`http://${headers.host ?? ''}`);
  if (!host || !LOOPBACK_NAMES.has(host.hostname)) {
    throw new HttpError(403, 'foreign_host', ['open it as http://localhost with its port']);
  }
  if (headers.origin !== undefined && parseUrl(headers.origin)?.host !== host.host) {
    throw new HttpError(403, 'foreign_origin', ['only the page of this server may call it']);
  }
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
