import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { AppError, badInput } from '../errors.ts';

/** A file that was read to its end once and found whole. */
export interface SourceFile {
  path: string;
  isGzip: boolean;
  /** SHA-256 of the content, uncompressed, in hex. */
  contentHash: string;
  /** Uncompressed. */
  bytes: number;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const SNIFFED_BYTES = 65_536;
const MAX_UNREADABLE_SHARE = 0.1;

/**
 * Reads a file through, before anything of it is used: whether it is there, text, and, where
 * compressed, complete. Throws AppError `not_found` or `bad_input` with what to do.
 */
export async function inspectFile(path: string, signal?: AbortSignal): Promise<SourceFile> {
  const name = basename(path);
  const isGzip = await startsAsGzip(path, name);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of readBytes({ path, isGzip }, signal)) {
      if (bytes === 0) checkText(chunk, name);
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw isGzip && isZlibError(error) ? damagedGzip(name, error) : error;
  }
  if (bytes === 0) throw badInput(`${name} is empty. Give a file with rows.`);
  return { path, isGzip, contentHash: hash.digest('hex'), bytes };
}

/** Streams the content of a file, decompressed where it is gzip. */
export function readBytes(
  { path, isGzip }: Pick<SourceFile, 'path' | 'isGzip'>,
  signal?: AbortSignal,
): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024, ...(signal && { signal }) });
  // An error on the way destroys the last stream with it, and so reaches whoever iterates.
  return isGzip ? pipeline(file, createGunzip(), () => undefined) : file;
}

/** Whether a file is gzip, by its first bytes; refuses what is no file or cannot be read. */
async function startsAsGzip(path: string, name: string): Promise<boolean> {
  const found = await stat(path).catch((error) => Promise.reject(unreadable(path, error)));
  if (found.isDirectory()) throw badInput(`${name} is a folder. Give the name of a file in it.`);
  // It is read several times over, which a pipe or a device cannot stand.
  if (!found.isFile()) throw badInput(`${name} is not a file. Save what it holds to one first.`);
  await using file = await open(path).catch((error) => Promise.reject(unreadable(path, error)));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  if (bytesRead === 2 && buffer.equals(GZIP_MAGIC)) return true;
  if (bytesRead > 0 && name.endsWith('.gz')) {
    throw badInput(
      `${name} is called .gz, but is not a gzip file. Compress it again, or rename it.`,
    );
  }
  return false;
}

function unreadable(path: string, cause: NodeJS.ErrnoException): AppError {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    const advice = 'Check the name and the folder.';
    return new AppError('not_found', `There is no file ${path}. ${advice}`, { cause });
  }
  const why = cause.code === 'EACCES' ? 'you have no permission to read it' : cause.code;
  return new AppError('bad_input', `The file ${path} cannot be read: ${why}.`, { cause });
}

/** Refuses a binary file; a stray byte, though, is a matter of its row only. */
function checkText(chunk: Buffer, name: string): void {
  const text = new TextDecoder().decode(chunk.subarray(0, SNIFFED_BYTES));
  const unreadable = text.match(/[\0\uFFFD]/g)?.length ?? 0;
  if (unreadable <= text.length * MAX_UNREADABLE_SHARE) return;
  throw badInput(
    `${name} is not a text file in UTF-8. Give bid requests as JSON lines or delimited text (CSV, TSV), plain or as .gz.`,
  );
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}

function damagedGzip(name: string, cause: Error): AppError {
  return new AppError(
    'bad_input',
    `${name} is a truncated or damaged gzip file (${cause.message}). Nothing was imported. Copy it again, then repeat the import.`,
    { cause },
  );
}
