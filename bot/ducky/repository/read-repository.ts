import { dirname, join, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import type { Passage } from '../passages/passage.ts';
import { splitFile } from '../passages/split.ts';
import { listFiles } from './list-files.ts';
import { readSource } from './read-source.ts';
import { realFolders } from './real-folders.ts';
import { isSecretFolder, skipReason } from './skip-reason.ts';

/** The event loop gets its turn after so many files, so that Ctrl-C is heard. */
const FILES_A_TURN = 25;

export interface ReadRepositoryOptions {
  /** The absolute path of a folder; it need be no repository of git. */
  readonly root: string;
  /** `fraction` is 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** What was read of a folder, and how much of it was not. */
export interface Repository {
  readonly root: string;
  readonly passages: readonly Passage[];
  readonly files: number;
  /** How many files were left out, by the reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly unreadableFolders: readonly string[];
  /** There are more files than were looked at. */
  readonly isCutShort: boolean;
}

/** Reads every source file of a folder that is neither ignored, secret, binary, generated nor huge. */
export async function readRepository(options: ReadRepositoryOptions): Promise<Repository> {
  const { root, onProgress, signal } = options;
  const { paths, unreadableFolders, isCutShort } = await listFiles(root, signal);
  const realFolderOf = realFolders();
  const passages: Passage[] = [];
  const skipped: Record<string, number> = {};
  let files = 0;
  for (const [index, path] of paths.entries()) {
    const found = passagesIn(root, path, realFolderOf);
    if ('skipped' in found) skipped[found.skipped] = (skipped[found.skipped] ?? 0) + 1;
    else {
      files += 1;
      passages.push(...found.passages);
    }
    if (index % FILES_A_TURN !== 0) continue;
    onProgress?.(index / paths.length);
    await turn();
    signal?.throwIfAborted();
  }
  return { root, passages, files, skipped, unreadableFolders, isCutShort };
}

/** The passages of one file by path from the root, or why it has none. */
export function passagesIn(
  root: string,
  path: string,
  realFolderOf = realFolders(),
): { passages: Passage[] } | { skipped: string } {
  const withheld = skipReason(path);
  if (withheld) return { skipped: withheld };
  const outside = whyOutside(realFolderOf(root), realFolderOf(dirname(join(root, path))));
  if (outside) return { skipped: outside };
  const source = readSource(join(root, path));
  return 'skipped' in source ? source : { passages: splitFile(path, source.text) };
}

/**
 * Why a file is not read whose folder lies outside the root, or is secret. A folder in between may
 * be a symbolic link that leads elsewhere: git lists what it saw there before.
 */
function whyOutside(root: string | undefined, folder: string | undefined): string | undefined {
  if (root === undefined || folder === undefined) return 'unreadable';
  if (folder !== root && !folder.startsWith(join(root, sep))) return 'unreadable';
  return isSecretFolder(folder) ? 'secret' : undefined;
}
