import { git } from '../repository/git.ts';
import { maskSecrets } from '../repository/mask-secrets.ts';
import { whyWithheld } from '../repository/withheld.ts';

/** A line of a change, with its number in the file it stands in. */
interface ChangedLine {
  readonly line: number;
  readonly text: string;
}

/** A stretch of a changed file. */
interface Hunk {
  readonly startLine: number;
  readonly endLine: number;
  /** As git prints it, each line with `+`, `-` or a space before it. */
  readonly text: string;
}

export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'changed' | 'deleted';
  readonly added: readonly ChangedLine[];
  readonly removed: readonly ChangedLine[];
  readonly hunks: readonly Hunk[];
}

/** The working tree's change against the last commit; undefined where the folder has no commit. */
export async function readDiff(
  dir: string,
  signal?: AbortSignal,
): Promise<readonly ChangedFile[] | undefined> {
  const options = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--relative'];
  const prefixes = ['--src-prefix=a/', '--dst-prefix=b/'];
  const text = await git(dir, ['diff', ...options, ...prefixes, 'HEAD'], signal);
  return text === undefined ? undefined : parseDiff(text);
}

/** Files that git does not know yet, which a diff leaves out. */
export async function readUntracked(dir: string, signal?: AbortSignal): Promise<string[]> {
  const listed = await git(dir, ['ls-files', '-z', '--others', '--exclude-standard'], signal);
  return (listed ?? '').split('\0').filter((path) => path !== '' && !whyWithheld(path));
}

/** A unified diff as its files; those that hold secrets are left out, and secrets in others masked. */
export function parseDiff(text: string): ChangedFile[] {
  return text
    .split(/^(?=diff --git )/m)
    .map(parseFile)
    .filter((file) => file !== undefined)
    .filter(({ path }) => whyWithheld(path) !== 'secret');
}

function parseFile(text: string): ChangedFile | undefined {
  const before = /^--- (?:a\/(.+)|\/dev\/null)$/m.exec(text);
  const after = /^\+\+\+ (?:b\/(.+)|\/dev\/null)$/m.exec(text);
  const path = (after?.[1] ?? before?.[1])?.trimEnd();
  if (path === undefined) return undefined;
  const [, ...bodies] = text.split(/^(?=@@ )/m);
  const parts = bodies.map((body) => parseHunk(maskSecrets(body)));
  return {
    path,
    status: after?.[1] === undefined ? 'deleted' : before?.[1] === undefined ? 'added' : 'changed',
    added: parts.flatMap((part) => part.added),
    removed: parts.flatMap((part) => part.removed),
    hunks: parts.map((part) => part.hunk),
  };
}

function parseHunk(body: string) {
  const [head = '', ...lines] = body.replace(/\n$/, '').split('\n');
  const [, from, to] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(head) ?? [];
  let oldLine = Number(from ?? 1);
  let newLine = Number(to ?? 1);
  const startLine = newLine;
  const added: ChangedLine[] = [];
  const removed: ChangedLine[] = [];
  for (const line of lines) {
    if (line.startsWith('\\')) continue;
    if (line.startsWith('+')) added.push({ line: newLine, text: line.slice(1) });
    if (line.startsWith('-')) removed.push({ line: oldLine, text: line.slice(1) });
    if (!line.startsWith('+')) oldLine += 1;
    if (!line.startsWith('-')) newLine += 1;
  }
  const endLine = Math.max(startLine, newLine - 1);
  return { added, removed, hunk: { startLine, endLine, text: lines.join('\n') } };
}
