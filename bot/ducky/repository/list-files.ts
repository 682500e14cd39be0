import { opendir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

import ignore, { type Ignore } from 'ignore';

import { git } from './git.ts';

/** Folders that hold what others wrote, where no .gitignore says so. */
const NEVER_ENTERED = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', '__pycache__']);
const MAX_FILES = 50_000;

/** The files of a folder that are not ignored, by path from it with `/`, and folders kept shut. */
export interface FileList {
  readonly paths: readonly string[];
  readonly unreadableFolders: readonly string[];
  /** There are more files than are listed. */
  readonly isCutShort: boolean;
}

/**
 * Lists the files of a folder that are not ignored: what git would track; where the folder is in no
 * repository, what its .gitignore files leave.
 */
export async function listFiles(root: string, signal?: AbortSignal): Promise<FileList> {
  const listed = await git(
    root,
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    signal,
  );
  if (listed !== undefined) {
    const paths = [...new Set(listed.split('\0').filter(Boolean))].sort();
    return { ...atMostSoMany(paths), unreadableFolders: [] };
  }
  const found = { paths: [], unreadableFolders: [], signal };
  await walk({ root, folder: '', rules: [] }, found);
  return { ...atMostSoMany(found.paths), unreadableFolders: found.unreadableFolders };
}

function atMostSoMany(paths: readonly string[]): Pick<FileList, 'paths' | 'isCutShort'> {
  return { paths: paths.slice(0, MAX_FILES), isCutShort: paths.length > MAX_FILES };
}

interface Rules {
  /** The folder whose .gitignore it is, by path from the root; empty or ending in `/`. */
  readonly folder: string;
  readonly ignores: Ignore;
}

interface Step {
  readonly root: string;
  /** By path from the root; empty or ending in `/`. */
  readonly folder: string;
  readonly rules: readonly Rules[];
}

interface Found {
  readonly paths: string[];
  readonly unreadableFolders: string[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Walks a folder and those below it, for want of git. Symbolic links are not followed: they may
 * lead out of the folder.
 */
async function walk({ root, folder, rules }: Step, found: Found): Promise<void> {
  found.signal?.throwIfAborted();
  const entries = await entriesOf(join(root, folder));
  if (!entries) {
    found.unreadableFolders.push(folder || '.');
    return;
  }
  const ownRules = await rulesOf(root, folder);
  const allRules = ownRules ? [...rules, ownRules] : rules;
  for (const entry of entries) {
    if (found.paths.length > MAX_FILES) return;
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) {
      if (NEVER_ENTERED.has(entry.name) || isIgnored(`${path}/`, allRules)) continue;
      await walk({ root, folder: `${path}/`, rules: allRules }, found);
    } else if (entry.isFile() && !isIgnored(path, allRules)) found.paths.push(path);
  }
}

/** The entries of a directory by name; undefined where it cannot be read. */
async function entriesOf(dir: string) {
  try {
    const entries = [];
    for await (const entry of await opendir(dir)) entries.push(entry);
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

async function rulesOf(root: string, folder: string): Promise<Rules | undefined> {
  const text = await readFile(join(root, folder.replaceAll('/', sep), '.gitignore'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined ? undefined : { folder, ignores: ignore().add(text) };
}

/**
 * Whether .gitignore rules ignore a path: a rule deeper down speaks last, and may take back what
 * one above it says.
 */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  return rules.reduce((ignored, { folder, ignores }) => {
    const verdict = ignores.test(path.slice(folder.length));
    return verdict.ignored || (ignored && !verdict.unignored);
  }, false);
}
