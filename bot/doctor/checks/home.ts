import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { bytesText } from '../amounts.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const LITTLE_BYTES = 5_000_000_000;
const TOO_LITTLE_BYTES = 500_000_000;

export interface HomeState {
  dir: string;
  /** Why it cannot be used, where it cannot. */
  unusable?: string;
  /** True before the first start. */
  isMissing?: boolean;
}

/** Checks the directory of all state (`DUCKY_HOME`): whether it can be used, and its free disk. */
export async function lookAtHome({ dir, unusable, isMissing }: HomeState): Promise<Examination> {
  if (unusable !== undefined) {
    return { facts: { dir }, troubles: [problem(unusable, 'set DUCKY_HOME')] };
  }
  if (isMissing) return { facts: { dir, exists: false }, troubles: [] };
  const { bavail, bsize } = await statfs(dir);
  const freeBytes = bavail * bsize;
  const what = `only ${bytesText(freeBytes)} of the disk are free`;
  const mend = `make room on the disk of ${dir}, or set DUCKY_HOME to a larger one`;
  return {
    facts: { dir, size: bytesText(await sizeOf(dir)), free: bytesText(freeBytes) },
    troubles: troublesOf(
      freeBytes < TOO_LITTLE_BYTES
        ? problem(what, mend)
        : freeBytes < LITTLE_BYTES && warning(what, mend),
    ),
  };
}

/** Bytes of all files below; those that vanish meanwhile count as nothing. */
async function sizeOf(dir: string): Promise<number> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}
