import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

import type { RejectedRow } from './row-source.ts';

/** Where rows that cannot be imported are noted. */
export interface Quarantine {
  /** Rows by reason. */
  readonly reasons: ReadonlyMap<string, number>;
  add(rejected: RejectedRow): Promise<void>;
  /** Ends the file, once; its path, or undefined where no row was bad. */
  close(): Promise<string | undefined>;
}

/**
 * Writes line and reason of each bad row to the quarantine file `path`, as JSON lines, made with
 * the first of them. The row itself stays in its file only: it may hold what must not be stored,
 * such as IPs.
 */
export function openQuarantine(path: string): Quarantine {
  const reasons = new Map<string, number>();
  let stream: WriteStream | undefined;
  return {
    reasons,
    add: async ({ line, reason }) => {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      stream ??= await startFile(path);
      if (!stream.write(`${JSON.stringify({ line, reason })}\n`)) await once(stream, 'drain');
    },
    close: async () => {
      if (!stream) return undefined;
      if (!stream.writableEnded) await finished(stream.end());
      return path;
    },
  };
}

async function startFile(path: string): Promise<WriteStream> {
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path, { mode: 0o600 });
  await once(stream, 'open');
  return stream;
}

/** The reasons that an earlier import noted in `path`, with their rows; undefined without the file. */
export async function readQuarantine(path: string): Promise<Map<string, number> | undefined> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  const reasons = new Map<string, number>();
  for await (const note of file.readLines()) {
    const { reason }: RejectedRow = JSON.parse(note);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}
