import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { quoteString } from './chdb-settings.ts';
import type { InsertStatement } from './insert-statement.ts';

/** Temporary files for the bodies of inserts that the engine takes from files only. */
export class Spool {
  readonly #dir: string;

  /** `dir` is the spool's alone; what a killed process left in it goes. */
  static async open(dir: string): Promise<Spool> {
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { mode: 0o700 });
    return new Spool(dir);
  }

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Runs `work` with the path of a file that holds the body, and removes it afterwards. */
  async with<T>(body: AsyncIterable<Buffer>, work: (path: string) => Promise<T>): Promise<T> {
    const path = join(this.#dir, randomUUID());
    try {
      await pipeline(body, createWriteStream(path, { mode: 0o600 }));
      return await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** The insert as a statement that takes its rows from the file at `path`. */
export function insertFromFile({ table, columns, format }: InsertStatement, path: string): string {
  const into = columns ? `${table} (${columns.join(', ')})` : table;
  return `INSERT INTO ${into} FROM INFILE ${quoteString(path)} FORMAT ${format}`;
}
