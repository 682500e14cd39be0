import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'libpg-query';

import { OLAP_VIEWS } from '../../data/clickhouse/views/catalogue.ts';
import { BRIDGE_CATALOGUE } from '../../data/fdw/bridge-catalogue.ts';
import { startPgBridge } from '../../data/pg-bridge/bridge.ts';
import { openLiveStores } from '../../data/testing/live.ts';
import { runDucky } from '../testing/started-ducky.ts';

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
