import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { DRAFT_PREFIX } from '../retrain/write-artifact.ts';

/** No artifact takes so long to write. */
const STALE_MS = 24 * 3_600_000;

/** Deletes the files of these models, and what was left of artifacts that were never finished. */
export async function forgetArtifacts(
  dir: string,
  { versions, nowMs }: { versions: readonly string[]; nowMs: number },
): Promise<void> {
  // A version comes from a table that others may write to as well.
  const own = versions.filter((version) => /^\w[\w.-]*$/.test(version));
  for (const name of [...own, ...(await staleDrafts(dir, nowMs))]) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

/** Folders of artifacts that a crash left half written, older than a day. */
async function staleDrafts(dir: string, nowMs: number): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  const stale: string[] = [];
  for (const name of names.filter((each) => each.startsWith(DRAFT_PREFIX))) {
    // Whoever writes it may finish it meanwhile.
    const { mtimeMs } = await stat(join(dir, name)).catch(() => ({ mtimeMs: nowMs }));
    if (nowMs - mtimeMs > STALE_MS) stale.push(name);
  }
  return stale;
}
