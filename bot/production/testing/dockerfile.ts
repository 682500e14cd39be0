import { readFile } from 'node:fs/promises';

import { z } from 'zod';

const DOCKERFILE = new URL('../../../Dockerfile', import.meta.url);

export interface Instruction {
  keyword: string;
  rest: string;
}

export function readDockerfileText(): Promise<string> {
  return readFile(DOCKERFILE, 'utf8');
}

/** Parses a Dockerfile into its instructions in order, continued lines joined, without comments. */
export function instructionsOf(text: string): Instruction[] {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { keyword, rest };
    });
}

/** The arguments of a Dockerfile's last such instruction, which must be in its JSON form. */
export function argumentsOf(instructions: readonly Instruction[], keyword: string): string[] {
  const found = instructions.findLast((instruction) => instruction.keyword === keyword);
  if (!found) throw new Error(`the Dockerfile has no ${keyword}`);
  return z.array(z.string()).parse(JSON.parse(found.rest.slice(found.rest.indexOf('['))));
}
