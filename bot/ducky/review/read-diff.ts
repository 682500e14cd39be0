import { git } from '../repository/git.ts';
import { maskSecrets } from '../repository/mask-secrets.ts';
import { skipReason, type Withheld } from '../repository/skip-reason.ts';
import { type ChangedLine, type Hunk, parseHunk } from './hunk.ts';
import { unquotePath } from './unquote-path.ts';

export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'changed' | 'deleted';
  /** Why nobody may see what stands in it, where nobody may. */
  readonly withheld?: Withheld;
  /** None of a binary file, or of one of secrets. */
  readonly added: readonly ChangedLine[];
  readonly removed: readonly ChangedLine[];
  readonly hunks: readonly Hunk[];
}

/**
 * Reads the uncommitted change from `git diff`: the working tree against the last commit; undefined
 * where the folder has no commit.
 */
export async function readDiff(
  dir: string,
  signal?: AbortSignal,
): Promise<readonly ChangedFile[] | undefined> {
  const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--relative'];
  const options = [...plain, '--ignore-submodules=all', '--src-prefix=a/', '--dst-prefix=b/'];
  const text = await git(dir, ['diff', ...options, 'HEAD'], signal);
  return text === undefined ? undefined : parseDiff(text);
}

/** Lists the untracked files, which git does not know yet and a diff leaves out. */
export async function readUntracked(dir: string, signal?: AbortSignal): Promise<string[]> {
  const listed = await git(dir, ['ls-files', '-z', '--others', '--exclude-standard'], signal);
  return (listed ?? '').split('\0').filter((path) => path !== '');
}

/** Parses a unified diff without renames; what holds secrets comes out empty, the rest masked. */
export function parseDiff(text: string): ChangedFile[] {
  return text
    .split(/^(?=diff --git )/m)
    .map(parseFile)
    .filter((file) => file !== undefined);
}

function parseFile(text: string): ChangedFile | undefined {
  const [head = '', ...bodies] = text.split(/^(?=@@ )/m);
  const path = pathIn(head);
  if (path === undefined) return undefined;
  const withheld = skipReason(path);
  const seen = withheld === 'secret' ? [] : bodies;
  const parts = seen.map((body) => parseHunk(maskSecrets(body)));
  return {
    path,
    status: statusIn(head),
    ...(withheld && { withheld }),
    added: parts.flatMap((part) => part.added),
    removed: parts.flatMap((part) => part.removed),
    hunks: parts.map((part) => part.hunk),
  };
}

/** Without renames a diff's first line is `diff --git a/PATH b/PATH`: the same length twice. */
function pathIn(head: string): string | undefined {
  const names = /^diff --git (.+)$/m.exec(head)?.[1];
  return names && unquotePath(names.slice(0, (names.length - 1) / 2)).slice('a/'.length);
}

function statusIn(head: string): ChangedFile['status'] {
  if (/^new file mode/m.test(head)) return 'added';
  return /^deleted file mode/m.test(head) ? 'deleted' : 'changed';
}
