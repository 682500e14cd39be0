import { join } from 'node:path';

import { z } from 'zod';

import { readJson, writePrivateJson } from '../../../data/embedded/home-file.ts';
import { openConfiguredHome } from '../runtime.ts';

const KEPT_LINES = 500;
const linesSchema = z.array(z.string());

/** The lines typed before, the newest first, kept privately in the home. */
export interface History {
  readonly lines: string[];
  save(lines: readonly string[]): Promise<void>;
}

/**
 * Loads the lines typed before. A home that cannot be used, or a spoilt file, is no reason not to
 * begin the conversation.
 */
export async function openHistory(): Promise<History> {
  try {
    const { dir } = await openConfiguredHome();
    const path = join(dir, 'ask-history.json');
    const read = linesSchema.safeParse(await readJson(path).catch(() => []));
    const save = (lines: readonly string[]) => writePrivateJson(path, lines.slice(0, KEPT_LINES));
    return { lines: read.data ?? [], save };
  } catch {
    return { lines: [], save: async () => {} };
  }
}
