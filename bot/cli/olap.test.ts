import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { parse } from 'libpg-query';

import { OLAP_VIEWS } from '../../data/clickhouse/views/catalogue.ts';
import { readConfig } from '../../data/config.ts';
import { freePort } from '../../data/embedded/free-port.ts';
import { BRIDGE_CATALOGUE } from '../../data/fdw/bridge-catalogue.ts';
import { openHome } from '../../data/home.ts';
import { startPgBridge } from '../../data/pg-bridge/bridge.ts';
import { openLiveStores } from '../../data/testing/live.ts';
import { runDucky } from '../testing/started-ducky.ts';
import { openOlap } from './olap.ts';
import { type Closer, closeAll } from './runtime.ts';

const PASSWORD = 'a password of thirty-two characters';

test('olap install makes tables that answer over a bridge', async (t) => {
  const { url, clickhouseUrl, clickhouse, log } = await openLiveStores(t);
  const bridge = await startPgBridge({
    ...{ clickhouse, log, catalogue: BRIDGE_CATALOGUE, password: PASSWORD },
    ...{ host: '127.0.0.1', port: 0 },
  });
  t.after(() => bridge.close());
  const { code, stdout, stderr } = await runDucky(['olap', 'install', '--json'], {
    DATABASE_URL: url,
    CLICKHOUSE_URL: clickhouseUrl,
    OLAP_BRIDGE_PORT: String(bridge.port),
    OLAP_BRIDGE_PASSWORD: PASSWORD,
  });
  assert.equal(code, 0, stderr);
  const installed = { server: 'ducky_bridge', isNew: true, tables: OLAP_VIEWS.length };
  assert.deepEqual(JSON.parse(stdout), { ...installed, failure: null });
});

test('olap sql prints a script without a secret that Postgres can read', async () => {
  const secret = 'tcp://someone:something@db.example:9440/ducky';
  const { code, stdout, stderr } = await runDucky(['olap', 'sql'], {
    CLICKHOUSE_NATIVE_URL: secret,
  });
  assert.equal(code, 0, stderr);
  assert.ok(!stdout.includes('something'));
  const { stmts = [] } = await parse(stdout);
  assert.ok(stmts.length > OLAP_VIEWS.length);
});

test('a start tells of a bridge whose port is taken, and goes on without it', async (t) => {
  const { url: databaseUrl, clickhouseUrl, pool, clickhouse, log } = await openLiveStores(t);
  const dir = await mkdtemp(join(tmpdir(), 'ducky-olap-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  other.unref();
  const closers: Closer[] = [];
  t.after(() => closeAll(closers));
  const open = async () =>
    openOlap({
      config: readConfig({ OLAP_BRIDGE_PORT: String(port) }),
      home: await openHome(dir),
      stores: { databaseUrl, clickhouseUrl, pool, clickhouse },
      log,
      closers,
    });
  const said = t.mock.method(process.stderr, 'write', () => true).mock;
  await open();
  const [told] = said.calls.map(({ arguments: [text] }) => String(text));
  said.restore();
  assert.match(told ?? '', new RegExp(`olap.*127.0.0.1:${port}.*Set OLAP_BRIDGE_PORT`));
  const isThere = async () =>
    (await pool.query("select from pg_namespace where nspname = 'olap'")).rowCount === 1;
  assert.equal(await isThere(), false);
  other.close();
  await once(other, 'close');
  await open();
  assert.equal(await isThere(), true);
});
