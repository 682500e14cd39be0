import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { pino } from 'pino';
import type { EmbeddedServer } from './child.ts';
import { freePort } from './free-port.ts';
import { startPostgres } from './postgres.ts';
import { type Account, NOBODY } from './postgres-account.ts';
import { placeFor } from './postgres-place.ts';

const notRoot = process.getuid?.() === 0 ? false : 'not root';
const password = "p'w\\ü /?#";

async function temporaryDir(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-keeper-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function start(t: TestContext, dir: string, account?: Account): Promise<EmbeddedServer> {
  const port = await freePort();
  const options = { dir, port, password, log: pino({ level: 'silent' }) };
  const server = await startPostgres(account ? { ...options, account } : options);
  t.after(() => server.stop());
  return server;
}

async function assertServes({ url }: EmbeddedServer): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT current_setting('server_encoding') AS encoding");
  assert.deepEqual(rows, [{ encoding: 'UTF8' }]);
  await client.end();
}

test('starts over what a crash left, and refuses a wrong password', async (t) => {
  const dir = await temporaryDir(t);
  await mkdir(join(dir, 'data.partial'));
  await writeFile(join(dir, 'data.partial', 'PG_VERSION'), '18\n');
  const first = await start(t, dir);
  await assertServes(first);
  const wrong = new URL(first.url);
  wrong.password = 'wrong';
  await assert.rejects(new pg.Client({ connectionString: wrong.href }).connect(), {
    code: '28P01',
  });
  await first.stop();
  // The id now belongs to a process that is no PostgreSQL: this one.
  await writeFile(join(dir, 'data', 'postmaster.pid'), `${process.pid}\n${join(dir, 'data')}\n`);
  await assertServes(await start(t, dir));
});

test('as root without user namespaces it runs as nobody', { skip: notRoot }, async (t) => {
  const home = await temporaryDir(t);
  await assertServes(await start(t, join(home, 'postgres'), NOBODY));
  assert.equal((await stat(join(home, 'postgres', 'data'))).uid, NOBODY.uid);
  assert.equal((await stat(home)).mode & 0o777, 0o711);
});

test('and elsewhere where nobody cannot reach the home', { skip: notRoot }, async (t) => {
  const outer = await temporaryDir(t);
  const dir = join(outer, 'home', 'postgres');
  await mkdir(join(outer, 'home'), { mode: 0o700 });
  const server = await start(t, dir, NOBODY);
  const place = await placeFor(NOBODY, dir);
  t.after(() => rm(place, { recursive: true, force: true }));
  assert.notEqual(place, dir);
  await assertServes(server);
});
