import { readFileSync } from 'node:fs';

import type { z } from 'zod';

/**
 * Reads a file of our own, one JSON object a line, as the schema has it.
 * @throws {SyntaxError | z.ZodError} where a line is no JSON, or not as the schema has it.
 */
export function readJsonLines<T>(file: URL, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}
