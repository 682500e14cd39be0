import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { badInput } from '../../../data/errors.ts';
import { plainLine } from '../../ducky/answer/plain-text.ts';
import { passagesIn, readRepository } from '../../ducky/repository/read-repository.ts';
import { isSecretFolder } from '../../ducky/repository/skip-reason.ts';
import { indexPassages, type SearchIndex } from '../../ducky/search/search-index.ts';
import { say } from '../output.ts';
import { progressBar } from '../progress-bar.ts';

/** Below this nobody wants to be told how far it has come. */
const PATIENCE_MS = 700;
const READING_SHARE = 0.3;

/** The code that questions are about. */
export interface Code {
  readonly root: string;
  readonly index: SearchIndex;
  /** The same as it stands now. */
  readAnew(signal: AbortSignal): Promise<Code>;
}

/** Reads the source files of a folder, indexes them for search, and says what could not be read. */
export async function openFolder(dir: string, signal: AbortSignal): Promise<Code> {
  const root = existing(dir, 'folder');
  if (isSecretFolder(root)) throw badInput(`${dir} is a folder of secrets, which are never read.`);
  const bar = progressBar();
  const startMs = performance.now();
  const show = (fraction: number) => {
    if (performance.now() - startMs > PATIENCE_MS) bar.update(`Reading ${root}`, fraction);
  };
  try {
    const repository = await readRepository({
      root,
      signal,
      onProgress: (fraction) => show(fraction * READING_SHARE),
    });
    const index = await indexPassages(repository.passages, {
      signal,
      onProgress: (fraction) => show(READING_SHARE + fraction * (1 - READING_SHARE)),
    });
    bar.stop();
    const shut = repository.unreadableFolders;
    if (shut.length > 0) {
      say(`Could not be read, and is left out: ${shut.map(plainLine).join(', ')}.`);
    }
    if (repository.isCutShort) say(`${root} has more files than I read; the rest is left out.`);
    if (repository.files === 0)
      throw badInput(`There is no source file that I may read in ${root}.`);
    return { root, index, readAnew: (again) => openFolder(root, again) };
  } finally {
    bar.stop();
  }
}

/** Why a single file is not read, in words. */
const REFUSALS: Record<string, string> = {
  secret: 'looks like a file of secrets, which are never read',
  binary: 'is no text',
  huge: 'is larger than 1 MB',
  generated: 'was generated, or is packed: ask about what it was made from',
  data: 'holds data, not code',
  unreadable: 'cannot be read',
};

/** Reads and indexes one file. */
export async function openFile(path: string): Promise<Code> {
  const real = existing(path, 'file');
  const root = dirname(real);
  const found = passagesIn(root, basename(real));
  if ('skipped' in found) throw badInput(`${path} ${REFUSALS[found.skipped] ?? 'is left out'}.`);
  if (found.passages.length === 0) throw badInput(`${path} is empty.`);
  const index = await indexPassages(found.passages);
  return { root, index, readAnew: () => openFile(real) };
}

/**
 * Resolves a path through symbolic links, so that the name of a link hides nothing; throws where
 * there is no such file or folder.
 */
function existing(path: string, kind: 'file' | 'folder'): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw badInput(`There is no ${kind} ${path}.`);
  if (kind === 'folder' ? !stats.isDirectory() : !stats.isFile()) {
    throw badInput(`${path} is no ${kind}.`);
  }
  return realpathSync(resolve(path));
}
