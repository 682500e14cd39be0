import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';

/** Writes a private (0600) JSON file atomically: a reader sees all of it or none. */
export async function writePrivateJson(path: string, value: unknown): Promise<void> {
  await rename(await writeAside(path, value), path);
}

/** As `writePrivateJson`, but a file that is there already stays as it is. */
export async function createPrivateJson(path: string, value: unknown): Promise<void> {
  const aside = await writeAside(path, value);
  try {
    await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** The parsed file; undefined where there is none. Throws SyntaxError where it is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's name of an error, such as `EACCES`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Writes the file, flushed to the disk, under another name beside it; returns that name. */
async function writeAside(path: string, value: unknown): Promise<string> {
  const aside = `${path}.${randomUUID()}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return aside;
}
