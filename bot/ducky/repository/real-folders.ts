import { realpathSync } from 'node:fs';

/**
 * Resolves folders to their real paths, symbolic links followed, and caches each; undefined where
 * one cannot be reached.
 */
export function realFolders(): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (folder) => {
    if (!known.has(folder)) known.set(folder, realFolder(folder));
    return known.get(folder);
  };
}

function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
