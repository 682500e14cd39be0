import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';

import type { z } from 'zod';

import { badInput } from '../../data/errors.ts';
import { schemaProblems } from '../../data/plan.ts';

const UNREADABLE: Record<string, string> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by you',
};

/** The text of a file, or of standard input where the file is `-`. */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw badInput(`${file} ${UNREADABLE[cause.code ?? ''] ?? 'cannot be read'}.`);
  });
}

/** Parses JSON text; throws a message that says where it breaks. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badInput('That is not JSON.', [cause instanceof Error ? cause.message : String(cause)]);
  }
}

/** Parses JSON text of a known shape; `otherwise` says what was wanted, before every problem. */
export function parseJsonAs<T>(schema: z.ZodType<T>, text: string, otherwise: string): T {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw badInput(otherwise, schemaProblems(parsed.error));
}
