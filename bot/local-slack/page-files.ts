import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { HttpError } from './http.ts';

/** Libraries that the page imports, by the file name at which they are served. */
const VENDOR_MODULES: Record<string, string> = {
  'preact.js': 'preact',
  'preact-hooks.js': 'preact/hooks',
  'htm.js': 'htm',
};

/** The one module that the page shares with the server; it lies beside this one. */
const SHARED_MODULE = 'json.ts';

const CONTENT_TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
};

interface PageFile {
  content: string;
  contentType: string;
}

/** Serves the page's static files below `/page/`; TypeScript goes out with its types stripped. */
export class PageFiles {
  readonly #cache = new Map<string, Promise<PageFile>>();

  /** Sends one file. Throws `HttpError` 404 for anything that is not the page's. */
  async send(response: ServerResponse, path: string): Promise<void> {
    const file = await this.#load(path);
    response.writeHead(200, {
      'content-type': file.contentType,
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy(file.content),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    response.end(file.content);
  }

  /** Reads a file once and caches it; where that fails, the next request tries again. */
  #load(path: string): Promise<PageFile> {
    const loading = this.#cache.get(path) ?? readPageFile(path);
    this.#cache.set(path, loading);
    loading.catch(() => this.#cache.delete(path));
    return loading;
  }
}

/** Reads one static file from disk. Throws `HttpError` 404 where the page has no such file. */
async function readPageFile(path: string): Promise<PageFile> {
  const extension = /^[\w-]+\.(html|css|js|ts)$/.exec(path)?.[1] ?? '';
  const contentType = CONTENT_TYPES[extension];
  if (!contentType) throw new HttpError(404, 'not_found');
  const source = await readFile(locate(path, extension), 'utf8').catch(() => {
    throw new HttpError(404, 'not_found');
  });
  return { content: extension === 'ts' ? stripTypeScriptTypes(source) : source, contentType };
}

/** Where a served file lies on disk: with the page, beside this module, or in a library. */
function locate(path: string, extension: string): string {
  if (path === SHARED_MODULE) return fileURLToPath(new URL(path, import.meta.url));
  if (extension !== 'js') return fileURLToPath(new URL(`page/${path}`, import.meta.url));
  const module = Object.hasOwn(VENDOR_MODULES, path) ? VENDOR_MODULES[path] : undefined;
  if (!module) throw new HttpError(404, 'not_found');
  return fileURLToPath(import.meta.resolve(module));
}

/**
 * The Content Security Policy of a file: allows this server's own files and, by its hash, the
 * import map in the page.
 */
function contentSecurityPolicy(content: string): string {
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(content)?.[1];
  const hash = importMap && createHash('sha256').update(importMap).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self'${hash ? ` 'sha256-${hash}'` : ''}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
