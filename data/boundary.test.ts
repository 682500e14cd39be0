import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What each top-level folder may import of the others; `bot/cli` and main files join everything. */
const ALLOWED: Record<string, RegExp> = {
  data: /^data\//,
  model: /^(model|data)\//,
  prompts: /^(prompts|data)\//,
  jobs: /^(jobs|data|model)\//,
  bot: /^(bot|data|prompts)\/|^jobs\/(contract|queue)\.ts$/,
};

const JOINS_EVERYTHING = /(^|\/)main\.ts$|\.sandbox\.ts$|^bot\/cli\//;

async function sourceFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('{bot,jobs,data,model,prompts}/**/*.ts', { cwd: ROOT })) {
    if (!file.endsWith('.test.ts')) files.push(file);
  }
  return files;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    ([, path]) => path,
  );
  return specifiers.map((path) => relative(ROOT, join(ROOT, dirname(file), path as string)));
}

test('data flows one way: each folder imports only what the design allows', async () => {
  const files = await sourceFiles();
  assert.ok(files.length > 20, 'the rule must see the sources');
  const broken = files
    .filter((file) => !JOINS_EVERYTHING.test(file))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ file, target }) => !ALLOWED[file.split('/')[0] as string]?.test(target));
  assert.deepEqual(broken, []);
});

test('only main files and the command line read the environment', async () => {
  const readers = (await sourceFiles()).filter((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return /process\.env/.test(text) && !JOINS_EVERYTHING.test(file);
  });
  assert.deepEqual(
    readers.filter((file) => !file.includes('/testing/')),
    [],
  );
});
