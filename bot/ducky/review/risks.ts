import { isTestPath } from '../passages/passage.ts';
import type { ChangedFile } from './read-diff.ts';

/** Something in a change that its author should look at again. */
export interface Risk {
  /** `path:line`. */
  readonly place: string;
  readonly text: string;
}

/** A pattern that deserves a second look in an added line, such as a swallowed error. */
interface LineCheck {
  readonly pattern: RegExp;
  readonly text: string;
  /** Where it is no risk: in tests, or everywhere but in tests. */
  readonly where?: 'tests' | 'sources';
}

const LINE_CHECKS: readonly LineCheck[] = [
  { pattern: /^(?:<{7}|={7}|>{7})(?: |$)/, text: 'a conflict marker is left' },
  { pattern: /\[masked\]/, text: 'this looks like a secret: is it meant to be committed?' },
  { pattern: /\b(?:test|it|describe)\.only\(/, text: 'only this test runs', where: 'tests' },
  { pattern: /\b(?:test|it|describe)\.skip\(|@skip\b/i, text: 'a test is skipped', where: 'tests' },
  {
    pattern: /\bconsole\.(?:log|debug)\(|\bdebugger\b|\bbreakpoint\(\)|\bdbg!\(/,
    text: 'debugging output is left',
    where: 'sources',
  },
  { pattern: /\b(?:TODO|FIXME|XXX)\b/, text: 'something is left to do' },
  {
    pattern:
      /@ts-(?:ignore|expect-error)|(?:eslint|biome)-(?:ignore|disable)|# (?:noqa|type: ignore)/,
    text: 'a check is switched off',
  },
  { pattern: /\bas any\b|:\s*any\b/, text: 'a type is given up (`any`)', where: 'sources' },
  {
    pattern:
      /catch\s*(?:\([^)]*\))?\s*\{\s*\}|except[^:]*:\s*pass\b|\.catch\(\(\)\s*=>\s*\{?\s*\}?\)/,
    text: 'a failure is swallowed without a word',
  },
  { pattern: /\beval\(|\bnew Function\(|shell\s*[:=]\s*[Tt]rue/, text: 'text is run as code' },
  {
    pattern: /["'`]\s*(?:select|insert|update|delete)\b[^"'`]*(?:\$\{|["']\s*\+|%s)/i,
    text: 'values are put into SQL as text: should they be bound?',
  },
  { pattern: /\.innerHTML\s*=|dangerouslySetInnerHTML/, text: 'text becomes HTML: who wrote it?' },
];

const LARGE_CHANGE_LINES = 400;
const MANIFEST = /(^|\/)(package\.json|cargo\.toml|pyproject\.toml|go\.mod)$/i;
const LOCK =
  /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|cargo\.lock|poetry\.lock|uv\.lock|go\.sum)$/i;
const CODE = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs|rb|php|swift|c|cc|cpp)$/;

/**
 * Checks a change for risks, as a linter would: leftover debugging, skipped tests, committed
 * secrets, SQL built from text, migrations that were edited. Each check says no more than it saw.
 */
export function risksIn(files: readonly ChangedFile[]): Risk[] {
  return [...files.flatMap(risksOfLines), ...files.flatMap(risksOfFile), ...risksOfAll(files)];
}

function risksOfLines({ path, added }: ChangedFile): Risk[] {
  const here = isTestPath(path) ? 'tests' : 'sources';
  const checks = LINE_CHECKS.filter(({ where }) => where === undefined || where === here);
  return added.flatMap(({ line, text }) =>
    checks
      .filter(({ pattern }) => pattern.test(text))
      .map((check) => ({ place: `${path}:${line}`, text: check.text })),
  );
}

/** A test file that was deleted, a migration that was edited. */
function risksOfFile({ path, status }: ChangedFile): Risk[] {
  const place = `${path}:1`;
  if (status === 'deleted' && isTestPath(path)) return [{ place, text: 'a test file is deleted' }];
  if (status === 'changed' && /(^|\/)migrations?\//.test(path)) {
    return [{ place, text: 'a migration changes: has it run anywhere already?' }];
  }
  return [];
}

/**
 * What only the whole change shows: code without a test, a manifest without its lock file, or too
 * much at once.
 */
function risksOfAll(files: readonly ChangedFile[]): Risk[] {
  const risks: Risk[] = [];
  const source = files.find(({ path, status }) => isSource(path) && status !== 'deleted');
  if (source && !files.some(({ path }) => isTestPath(path))) {
    risks.push({ place: placeIn(source), text: 'code changes, and no test does' });
  }
  const manifest = files.find(({ path }) => MANIFEST.test(path));
  if (manifest && !files.some(({ path }) => LOCK.test(path))) {
    risks.push({ place: placeIn(manifest), text: 'the manifest changes, and no lock file does' });
  }
  const lines = files.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
  if (source && lines > LARGE_CHANGE_LINES) {
    const text = `${lines} lines change at once: could it be reviewed in parts?`;
    risks.push({ place: placeIn(source), text });
  }
  return risks;
}

function isSource(path: string): boolean {
  return CODE.test(path) && !isTestPath(path);
}

function placeIn({ path, added }: ChangedFile): string {
  return `${path}:${added[0]?.line ?? 1}`;
}
