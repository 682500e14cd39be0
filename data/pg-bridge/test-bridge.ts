import type { TestContext } from 'node:test';
import type { ClickHouseClient } from '@clickhouse/client';
import pg from 'pg';
import { pino } from 'pino';
import { testClickHouse, testPostgres } from '../testing/databases.ts';
import { startPgBridge } from './bridge.ts';
import type { Catalogue } from './catalogue.ts';
import type { BridgeLimits } from './limits.ts';

/** What the tests' relations hold, as both engines describe it. */
export const TEST_CATALOGUE: Catalogue = {
  schema: 'olap',
  relations: {
    daily: {
      columns: { date: 'date', country: 'text', impressions: 'bigint', error: 'double precision' },
    },
    word: { columns: { id: 'bigint', word: 'text' } },
    slow: { columns: { number: 'bigint' } },
    daily_by_target: {
      columns: { date: 'date', impressions: 'bigint' },
      arguments: { target: { example: "olap.target('...')" } },
    },
  },
};

const PASSWORD = "p'w\\ d";

const CLICKHOUSE_OBJECTS = [
  `CREATE TABLE daily (date Date, country LowCardinality(String), impressions Int64,
    error Nullable(Float64)) ENGINE = MergeTree ORDER BY date`,
  'CREATE TABLE word (id Int64, word String) ENGINE = MergeTree ORDER BY id',
  'CREATE VIEW slow AS SELECT toInt64(number) AS number FROM numbers(100000000000)',
  `CREATE VIEW daily_by_target AS SELECT date, sum(impressions) AS impressions FROM
    (SELECT date, impressions FROM daily WHERE country = {target:String}) GROUP BY date`,
  `INSERT INTO daily VALUES ('2026-01-01', 'DE', 10, 0.5), ('2026-01-01', 'IN', 20, NULL),
    ('2026-01-02', 'DE', 30, 0.25), ('2026-01-02', 'fr', -7, 1e30),
    ('2026-01-03', 'IN', 9223372036854775807, -0.1)`,
];

export interface TestBridge {
  clickhouse: ClickHouseClient;
  port: number;
  password: string;
  /** A client of the bridge itself. */
  connect(): Promise<pg.Client>;
}

/** A bridge to a ClickHouse of the test's own, with the relations of `TEST_CATALOGUE`. */
export async function testBridge(
  t: TestContext,
  limits: Partial<BridgeLimits> = {},
): Promise<TestBridge> {
  const { client: clickhouse } = await testClickHouse(t);
  for (const query of CLICKHOUSE_OBJECTS) await clickhouse.command({ query });
  const bridge = await startPgBridge({
    clickhouse,
    catalogue: TEST_CATALOGUE,
    host: '127.0.0.1',
    port: 0,
    password: PASSWORD,
    log: pino({ level: 'silent' }),
    limits,
  });
  t.after(() => bridge.close());
  const connect = async () => {
    const client = bridgeClient(bridge.port, PASSWORD);
    t.after(() => client.end().catch(() => undefined));
    await client.connect();
    return client;
  };
  return { clickhouse, port: bridge.port, password: PASSWORD, connect };
}

/** A client of the bridge, not yet connected. */
export function bridgeClient(port: number, password: string): pg.Client {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'anyone', password, ssl: false });
  // Told to the query under way as well.
  client.on('error', () => undefined);
  return client;
}

/** A Postgres of the test's own whose schema `olap` reads through the bridge. */
export async function foreignTables(t: TestContext, bridge: TestBridge): Promise<pg.Pool> {
  const { pool } = await testPostgres(t);
  await pool.query('CREATE EXTENSION postgres_fdw');
  await pool.query(
    `CREATE SERVER bridge FOREIGN DATA WRAPPER postgres_fdw
      OPTIONS (host '127.0.0.1', port '${bridge.port}', dbname 'x', fetch_size '2')`,
  );
  await pool.query(
    `CREATE USER MAPPING FOR CURRENT_USER SERVER bridge
      OPTIONS (user 'anyone', password ${pg.escapeLiteral(bridge.password)})`,
  );
  await pool.query('CREATE SCHEMA olap');
  for (const [name, relation] of Object.entries(TEST_CATALOGUE.relations)) {
    const given = Object.keys(relation.arguments ?? {}).map((argument) => [`_${argument}`, 'text']);
    const columns = [...Object.entries(relation.columns), ...given].map(
      ([column, type]) => `"${column}" ${type} ${type === 'text' ? 'COLLATE "C"' : ''}`,
    );
    await pool.query(`CREATE FOREIGN TABLE olap.${name} (${columns.join(', ')}) SERVER bridge`);
  }
  return pool;
}
