import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';

import type { TextRequest } from '../../../prompts/llm/text-model.ts';
import { readDiff } from './read-diff.ts';
import { reviewChange } from './review-change.ts';

const CANARY = 'canary7Zq4mW9xK2';

/** A repository with these files committed, and a way to change them. */
async function repository(t: TestContext, files: Record<string, string>) {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-review-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: dir });
  const write = async (changed: Record<string, string>) => {
    for (const [path, text] of Object.entries(changed)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
  };
  await write(files);
  git('init', '-q');
  git('add', '-f', '.');
  git('commit', '-qm', 'first');
  return { dir, git, write };
}

/** What is said of the change, and what a model is sent for it. */
async function review(dir: string) {
  const requests: TextRequest[] = [];
  const model = {
    async *write(request: TextRequest) {
      requests.push(request);
      yield 'Fine.';
    },
  };
  const writer = { model, host: 'here', isLocal: true };
  let text = '';
  for await (const said of reviewChange({ dir, passages: [], writer, withoutWriter: '' })) {
    if (said.kind === 'text' || said.kind === 'note') text += `${said.text}\n`;
  }
  return { text, sent: requests.map(({ user }) => user).join('') };
}

test('every changed file is told of, however it is named and whatever has changed', async (t) => {
  const names = ['täglich.ts', 'a "b"\t.ts', 'two words.ts', 'a b/a b/a b.ts', 'new\nline.ts'];
  const before = Object.fromEntries(names.map((name) => [name, 'one\n']));
  const { dir, git, write } = await repository(t, {
    ...before,
    'image.png': '\0',
    'run.sh': 'x\n',
  });
  await write(Object.fromEntries(names.map((name) => [name, 'two\n'])));
  await write({ 'image.png': '\0\0', 'empty.ts': '' });
  await chmod(join(dir, 'run.sh'), 0o755);
  git('add', '-N', 'empty.ts');
  const files = (await readDiff(dir)) ?? [];
  assert.deepEqual(
    new Set(files.map(({ path }) => path)),
    new Set([...names, 'image.png', 'run.sh', 'empty.ts']),
  );
});

test('no program is run that the repository configures', async (t) => {
  const { dir, git, write } = await repository(t, { 'a.ts': 'one\n', 'b.ts': 'one\n' });
  const mark = join(dir, 'ran');
  await write({ '.gitattributes': '*.ts filter=x diff=z\n', 'a.ts': 'two\n' });
  for (const key of ['filter.x.clean', 'filter.x.process', 'diff.z.textconv', 'diff.external']) {
    git('config', key, `touch ${mark}; cat`);
  }
  git('config', 'filter.x.required', 'true');
  await write({ 'b.ts': 'one\n' });
  const files = await readDiff(dir);
  assert.ok(files?.some(({ path }) => path === 'a.ts'));
  assert.ok(!existsSync(mark));
  git('config', 'filter.x=y.clean', `touch ${mark}; cat`);
  await write({ '.gitattributes': '*.ts filter=x=y\n', 'b.ts': 'two\n' });
  assert.equal(await readDiff(dir), undefined, 'a name that cannot be overruled');
  assert.ok(!existsSync(mark));
});

test('what is withheld is told of and not sent', async (t) => {
  const paths = ['.env', 'package-lock.json', 'users.csv', 'server.log'];
  const { dir, write } = await repository(
    t,
    Object.fromEntries(paths.map((path) => [path, 'a\n'])),
  );
  await write(Object.fromEntries(paths.map((path) => [path, `${CANARY}\n`])));
  const alone = await review(dir);
  assert.equal(alone.sent, '');
  assert.match(alone.text, /No model was asked/);
  for (const path of paths) assert.ok(alone.text.includes(path), path);
});

test('a long change is cut in words, and every file of it is still looked at', async (t) => {
  const names = ['a.ts', 'b.ts', 'c.ts'];
  const { dir, write } = await repository(t, Object.fromEntries(names.map((name) => [name, ''])));
  const lines = (count: number) => 'const line = "of some length";\n'.repeat(count);
  await write({ 'a.ts': lines(2_000), 'b.ts': lines(2), 'c.ts': lines(2_000) });
  const { text, sent } = await review(dir);
  for (const name of names) assert.ok(sent.includes(`"${name}:1`), name);
  assert.ok(sent.length < 40_000);
  assert.match(text, /of its 3 pieces it sees 1 whole, 2 in part, and 0 not at all/);
});
