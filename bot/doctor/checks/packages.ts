import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { type Examination, problem, troublesOf } from '../finding.ts';

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) });
const installedSchema = z.object({ version: z.string() });

/** Checks the npm packages below a checkout against the versions that its package.json names. */
export async function lookAtPackages(checkout: string): Promise<Examination> {
  const { dependencies } = packageSchema.parse(await readJson(join(checkout, 'package.json')));
  const wanted = Object.entries(dependencies);
  const isRight = await Promise.all(
    wanted.map(async ([name, version]) => (await installedVersion(checkout, name)) === version),
  );
  const wrong = wanted.filter((_, index) => !isRight[index]).map(([name]) => name);
  return {
    facts: { packages: wanted.length },
    troubles: troublesOf(
      wrong.length > 0 && problem(`missing, or of another version: ${wrong.join(', ')}`, 'npm ci'),
    ),
  };
}

async function installedVersion(checkout: string, name: string): Promise<string | undefined> {
  const file = join(checkout, 'node_modules', name, 'package.json');
  return readJson(file).then(
    (found) => installedSchema.parse(found).version,
    () => undefined,
  );
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
