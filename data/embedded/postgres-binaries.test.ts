import assert from 'node:assert/strict';
import { chmod, cp, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { chooseAccount, NOBODY, runsAs } from './postgres-account.ts';
import { findPrograms, packageRoot } from './postgres-binaries.ts';

const notRoot = process.getuid?.() === 0 ? false : 'not root';

/** A copy of the package as npm leaves it when install scripts are off. */
async function packageWithoutLinks(t: TestContext): Promise<{ dir: string; installed: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-programs-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const installed = join(dir, 'package');
  await cp(join(packageRoot(), 'native'), join(installed, 'native'), {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  return { dir, installed };
}

test('links libraries that the install script did not link', async (t) => {
  const { dir, installed } = await packageWithoutLinks(t);
  const account = chooseAccount();
  const copyDir = join(dir, 'copy');
  const { postgres } = await findPrograms(account, { installed, copyDir });
  assert.ok(postgres.startsWith(installed));
  assert.ok(runsAs(account, postgres, ['--version']));
});

test('copies a package that cannot be linked', { skip: !notRoot && 'root' }, async (t) => {
  const { dir, installed } = await packageWithoutLinks(t);
  const copyDir = join(dir, 'copy');
  await chmod(join(installed, 'native', 'lib'), 0o500);
  const finding = findPrograms(chooseAccount(), { installed, copyDir });
  const { postgres } = await finding.finally(() => chmod(join(installed, 'native', 'lib'), 0o700));
  assert.ok(postgres.startsWith(copyDir));
});

test('copies a package that the account cannot reach', { skip: notRoot }, async (t) => {
  const { dir, installed } = await packageWithoutLinks(t);
  await chmod(dir, 0o755);
  await chmod(installed, 0o700);
  const copyDir = join(dir, 'reachable', 'copy');
  await mkdir(join(dir, 'reachable'));
  const { postgres } = await findPrograms(NOBODY, { installed, copyDir });
  assert.ok(postgres.startsWith(copyDir));
  assert.deepEqual(await findPrograms(NOBODY, { installed, copyDir }), {
    postgres,
    initdb: join(copyDir, 'native', 'bin', 'initdb'),
  });
});
