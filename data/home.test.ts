import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { takeHomeLock } from './embedded/home-lock.ts';
import { announceRunning, defaultHome, openHome, readRunning } from './home.ts';

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ducky-home-'));
});

after(() => rm(dir, { recursive: true, force: true }));

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

test('a home is private, and its secrets are made once', async () => {
  const path = join(dir, 'deep', 'home');
  const [first, second] = await Promise.all([openHome(path), openHome(path)]);
  assert.deepEqual(first.secrets, second.secrets);
  assert.deepEqual((await openHome(path)).secrets, first.secrets);
  assert.equal(await modeOf(path), 0o700);
  assert.equal(await modeOf(join(path, 'secrets.json')), 0o600);
  const files = (await readdir(path)).sort();
  assert.deepEqual(files, ['clickhouse', 'models', 'postgres', 'quarantine', 'secrets.json']);
});

test('a home open to others is closed to them', async () => {
  const path = join(dir, 'open');
  await mkdir(path);
  await chmod(path, 0o777);
  await openHome(path);
  assert.equal(await modeOf(path), 0o700);
});

test('a home that is a file, or below one, is refused', async () => {
  const file = join(dir, 'file');
  await writeFile(file, '');
  for (const path of [file, join(file, 'below')]) {
    await assert.rejects(openHome(path), { code: 'bad_input', userMessage: /is a file/ });
  }
});

test('a home that cannot be written is refused', { skip: isRoot() && 'root' }, async () => {
  const locked = join(dir, 'locked');
  await mkdir(locked, { mode: 0o500 });
  for (const path of [locked, join(locked, 'home')]) {
    await assert.rejects(openHome(path), { code: 'bad_input', userMessage: /cannot be written/ });
  }
});

test('a directory that others use is refused and left open', async () => {
  const shared = join(dir, 'shared');
  await mkdir(shared);
  await writeFile(join(shared, 'theirs'), '');
  await chmod(shared, 0o755);
  await assert.rejects(openHome(shared), { code: 'bad_input', userMessage: /open to others/ });
  assert.equal(await modeOf(shared), 0o755);
  assert.deepEqual(await readdir(shared), ['theirs']);
  await chmod(shared, 0o700);
  await openHome(shared);
});

test('a home below /proc is refused', { skip: !existsSync('/proc/self') }, async () => {
  await assert.rejects(openHome('/proc/ducky/home'), { userMessage: /cannot be written/ });
});

test('damaged secrets are named, not replaced', async () => {
  const path = join(dir, 'damaged');
  await openHome(path);
  await writeFile(join(path, 'secrets.json'), '{"postgresPassword": "');
  await assert.rejects(openHome(path), { userMessage: /secrets\.json is damaged/ });
  assert.equal(await readFile(join(path, 'secrets.json'), 'utf8'), '{"postgresPassword": "');
});

test('a running instance is found while it holds the lock, and only then', async () => {
  const home = await openHome(join(dir, 'running'));
  const running = { pid: process.pid, databaseUrl: 'postgres://u:p@127.0.0.1:1/d' };
  assert.equal(await readRunning(home), undefined);
  const unlock = takeHomeLock(home.dir);
  assert.ok(unlock);
  assert.equal(takeHomeLock(home.dir), undefined);
  const withdraw = await announceRunning(home, running);
  assert.equal(await modeOf(join(home.dir, 'running.json')), 0o600);
  assert.deepEqual(await readRunning(home), running);
  unlock();
  assert.equal(await readRunning(home), undefined);
  await withdraw();
});

test('the default home is named, in the checkout, or in the state directory', async () => {
  const checkout = join(dir, 'checkout');
  await mkdir(checkout);
  assert.equal(defaultHome({ DUCKY_HOME: '/srv/ducky' }, checkout), '/srv/ducky');
  assert.equal(defaultHome({}, checkout), join(checkout, '.ducky'));
  const elsewhere = defaultHome({ XDG_STATE_HOME: '/state' }, join(dir, 'missing'));
  assert.equal(elsewhere, '/state/ducky');
});

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
