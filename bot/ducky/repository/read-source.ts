import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

import { maskSecrets } from './mask-secrets.ts';

const MAX_FILE_BYTES = 1_000_000;
const LOOKED_AT_BYTES = 8_000;
const LOOKED_AT_LINES = 5;
/** Nobody writes lines as long as this on average: a bundle, or packed data. */
const PACKED_LINE_LENGTH = 500;

/** A source text, or why there is none. */
export type Source =
  | { readonly text: string }
  | { readonly skipped: 'binary' | 'huge' | 'generated' | 'unreadable' };

/**
 * Reads a text file of at most 1 MB, its secrets masked. Synchronous, for thousands of small files
 * are read three times as fast this way; a link or a pipe is never opened.
 */
export function readSource(path: string): Source {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return { skipped: 'unreadable' };
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return { skipped: 'unreadable' };
    if (stats.size > MAX_FILE_BYTES) return { skipped: 'huge' };
    return sourceOf(readWhole(file, stats.size));
  } catch {
    return { skipped: 'unreadable' };
  } finally {
    closeSync(file);
  }
}

function readWhole(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(file, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** The text of a file with its secrets masked, unless a zero byte tells that it is binary. */
function sourceOf(bytes: Buffer): Source {
  if (bytes.subarray(0, LOOKED_AT_BYTES).includes(0)) return { skipped: 'binary' };
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n');
  if (isGenerated(text)) return { skipped: 'generated' };
  return { text: maskSecrets(text) };
}

/** Whether a file was generated or minified, by a mark at its head or the length of its lines. */
function isGenerated(text: string): boolean {
  const head = text.split('\n', LOOKED_AT_LINES).join('\n').slice(0, LOOKED_AT_BYTES);
  if (/@generated\b|generated (?:by|from|file)[^\n]*do not edit/i.test(head)) return true;
  const lines = text.split('\n').length;
  return text.length / lines > PACKED_LINE_LENGTH;
}
