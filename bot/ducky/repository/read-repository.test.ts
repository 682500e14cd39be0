import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { readRepository } from './read-repository.ts';

const CANARY = 'canary7Zq4mW9xK2';
/** What is planted, and whether its words may be read. */
const PLANTED: Record<string, string> = {
  'src/open.ts': 'export function open() {\n  return 1;\n}\n',
  '.env': `KEY=${CANARY}`,
  'config/prod.env': CANARY,
  'keys/server.pem': CANARY,
  'deploy/id_rsa': CANARY,
  'credentials.json': CANARY,
  '.ssh/config': CANARY,
  'ignored.ts': `const ignored = '${CANARY}';`,
  'deep/build/out.ts': CANARY,
  'kept/secret-in-code.ts': [
    `const token = '${CANARY}abc123';`,
    `const aws = 'AKIA${'A1B2C3D4E5F6G7H8'}';`,
    `const db = 'postgres://app:${CANARY}@db/x';`,
    '-----BEGIN RSA PRIVATE KEY-----',
    CANARY,
    '-----END RSA PRIVATE KEY-----',
    'export function after() {}',
  ].join('\n'),
  'image.ts': `\0\x01${CANARY}`,
  'huge.ts': `// ${CANARY}\n`.repeat(100_000),
  'made.ts': `// @generated\nconst made = '${CANARY}';\n`,
  'packed.js': `var a='${CANARY}';${'x'.repeat(5_000)}`,
  '.gitignore': 'ignored.ts\n',
  'deep/.gitignore': 'build/\n',
};

async function plant(t: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'ducky-plant-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(PLANTED)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await symlink(join(root, '.env'), join(root, 'link.ts'));
  return root;
}

for (const hasGit of [true, false]) {
  test(`secrets and ignored files are never read ${hasGit ? 'with' : 'without'} git`, async (t) => {
    const root = await plant(t);
    if (hasGit) execFileSync('git', ['init', '-q'], { cwd: root });
    const repository = await readRepository({ root });
    const text = JSON.stringify(repository.passages);
    assert.ok(!text.includes(CANARY), text);
    assert.ok(!text.includes('AKIA'));
    const paths = new Set(repository.passages.map(({ path }) => path));
    assert.ok(paths.has('src/open.ts'));
    assert.ok(!paths.has('link.ts') && !paths.has('ignored.ts'));
    const after = repository.passages.find(({ symbols }) => symbols.includes('after'));
    assert.equal(after?.endLine, 7, 'masking keeps lines where they are');
    const { binary, huge, generated } = repository.skipped;
    assert.deepEqual({ binary, huge, generated }, { binary: 1, huge: 1, generated: 2 });
  });
}

test('a tracked file of secrets is not read either', async (t) => {
  const root = await plant(t);
  execFileSync('git', ['init', '-q'], { cwd: root });
  execFileSync('git', ['add', '-f', '.env', 'keys/server.pem'], { cwd: root });
  const repository = await readRepository({ root });
  assert.ok(!JSON.stringify(repository.passages).includes(CANARY));
});

test('a folder that has become a link out of the repository is not entered', async (t) => {
  const [root, elsewhere] = [await plant(t), await plant(t)];
  execFileSync('git', ['init', '-q'], { cwd: root });
  await mkdir(join(root, 'moved'));
  await writeFile(join(root, 'moved/open.ts'), 'export const x = 1;\n');
  execFileSync('git', ['add', 'moved/open.ts'], { cwd: root });
  await rm(join(root, 'moved'), { recursive: true });
  await symlink(join(elsewhere, 'src'), join(root, 'moved'));
  const { passages } = await readRepository({ root });
  assert.ok(!passages.some(({ path }) => path.startsWith('moved/')));
});

test('a program that the repository configures is not run', async (t) => {
  const root = await plant(t);
  execFileSync('git', ['init', '-q'], { cwd: root });
  const mark = join(root, 'ran.txt');
  execFileSync('git', ['config', 'core.fsmonitor', `touch ${mark}; false`], { cwd: root });
  const repository = await readRepository({ root });
  assert.ok(!repository.passages.some(({ path }) => path === 'ran.txt'));
  await assert.rejects(
    import('node:fs/promises').then(({ stat }) => stat(mark)),
    /ENOENT/,
  );
});

test('reading stops when asked to', async (t) => {
  const root = await plant(t);
  await assert.rejects(readRepository({ root, signal: AbortSignal.abort() }), /aborted/);
});
