import type { TestContext } from 'node:test';

import { BRIDGE_CATALOGUE } from '../fdw/bridge-catalogue.ts';
import { installOlap } from '../fdw/install.ts';
import { postgresFdw } from '../fdw/postgres-fdw.ts';
import { startPgBridge } from '../pg-bridge/bridge.ts';
import { openLiveStores } from './live.ts';

const HOST = '127.0.0.1';
const PASSWORD = 'p\'"\\ $1';

/** Stores of the test's own with a bridge between them, and the schema `olap` over it. */
export async function openOlapStores(t: TestContext) {
  const stores = await openLiveStores(t);
  const bridge = await startPgBridge({
    clickhouse: stores.clickhouse,
    catalogue: BRIDGE_CATALOGUE,
    host: HOST,
    port: 0,
    password: PASSWORD,
    log: stores.log,
  });
  t.after(() => bridge.close());
  const address = { host: HOST, port: bridge.port, password: PASSWORD };
  const options = { wrapper: postgresFdw(address), timeZone: 'UTC' };
  await installOlap(stores.pool, options);
  return { ...stores, bridge, address, options };
}
