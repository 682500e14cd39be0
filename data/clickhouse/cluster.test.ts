import assert from 'node:assert/strict';
import { test } from 'node:test';

import { z } from 'zod';

import { testClickHouse } from '../testing/databases.ts';
import { onCluster } from './cluster.ts';
import { readMigrations } from './migrate.ts';
import { insertBatch, queryRow, runStatement } from './run.ts';

async function clusterSchema(): Promise<string[]> {
  const migrations = await readMigrations();
  return migrations.flatMap(({ statement }) => onCluster(statement, 'ads'));
}

test('without a cluster a statement stays as it is', () => {
  assert.deepEqual(onCluster('-- Why.\nCREATE anything', undefined), ['-- Why.\nCREATE anything']);
});

test('a table becomes replicated parts below a distributed table', () => {
  const statement = `CREATE TABLE IF NOT EXISTS request (date Date, user UInt64)
ENGINE = MergeTree
ORDER BY date
SETTINGS non_replicated_deduplication_window = 1000`;
  const [stored, distributed] = onCluster(statement, 'ads');
  assert.equal(
    stored,
    `CREATE TABLE IF NOT EXISTS request_local ON CLUSTER ads (date Date, user UInt64)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY date
SETTINGS replicated_deduplication_window = 1000, replicated_deduplication_window_seconds = 604800`,
  );
  assert.match(
    distributed ?? '',
    /^CREATE TABLE IF NOT EXISTS request ON CLUSTER ads AS request_local ENGINE = Distributed\(ads, currentDatabase\(\), request_local, .*cityHash64\(user\)\)\)?$/,
  );
});

test('bookkeeping is copied to every server, with the parameters of its engine', () => {
  const statement =
    'CREATE TABLE IF NOT EXISTS note (n UInt8) ENGINE = SummingMergeTree(n) ORDER BY n';
  assert.deepEqual(onCluster(statement, 'ads'), [
    `CREATE TABLE IF NOT EXISTS note ON CLUSTER ads (n UInt8) ENGINE = ReplicatedSummingMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}', n) ORDER BY n`,
  ]);
});

test('columns change in both tables, storage only where it is, and emptying reaches the parts', () => {
  assert.deepEqual(onCluster('ALTER TABLE request ADD COLUMN n UInt8', 'ads'), [
    'ALTER TABLE request_local ON CLUSTER ads ADD COLUMN n UInt8',
    'ALTER TABLE request ON CLUSTER ads ADD COLUMN n UInt8',
  ]);
  assert.deepEqual(onCluster('ALTER TABLE request REMOVE TTL', 'ads'), [
    'ALTER TABLE request_local ON CLUSTER ads REMOVE TTL',
  ]);
  assert.deepEqual(onCluster('TRUNCATE TABLE request', 'ads'), [
    'TRUNCATE TABLE request_local ON CLUSTER ads',
  ]);
});

test('a statement without a form for a cluster is refused', () => {
  assert.throws(() => onCluster('RENAME TABLE request TO other', 'ads'), /no form for a cluster/);
});

test('every migration has a form for a cluster that the engine can read', async (t) => {
  const { client } = await testClickHouse(t);
  for (const statement of await clusterSchema()) {
    assert.match(statement, / ON CLUSTER ads\b/);
    assert.doesNotMatch(statement, /ENGINE = (?!Replicated)\w*MergeTree|\bnon_replicated_/);
    await runStatement(client, { query: `EXPLAIN AST ${statement}` });
  }
});

/** What one server of the cluster would hold; reading all parts is reading its own. */
function onOneServer(statement: string): string {
  return statement
    .replace(' ON CLUSTER ads', '')
    .replace(/ENGINE = Replicated(\w+)\('[^']*', '[^']*'(?:, )?/, 'ENGINE = $1(')
    .replace(
      /Distributed\(ads, currentDatabase\(\), (\w+),.*\)/,
      (_, stored) => `Merge(currentDatabase(), '^${stored}$')`,
    )
    .replaceAll(', replicated_deduplication_window_seconds = 604800', '')
    .replaceAll(' replicated_deduplication', ' non_replicated_deduplication');
}

test('the parts of one server feed each other', async (t) => {
  const { client } = await testClickHouse(t);
  for (const statement of await clusterSchema()) {
    await runStatement(client, { query: onOneServer(statement) });
  }
  const jsonLines = Array.from({ length: 400 }, (_, user) =>
    JSON.stringify(['2026-11-01', 'IN', user, 2]),
  ).join('\n');
  const columns = ['date', 'country', 'user', 'count'];
  await insertBatch(client, { table: 'request_local', columns, jsonLines });
  const query = `
    SELECT
      (SELECT sum(count) FROM request_cube) AS cube,
      (SELECT sum(count) FROM request_audience_cube) AS audience,
      (SELECT count() > 0 FROM request_sample) AS sampled,
      (SELECT count() > 0 FROM request_coarse_sample) AS coarse,
      (SELECT count FROM dimension_value WHERE value = 'IN') AS value`;
  const row = z.record(z.enum(['cube', 'audience', 'sampled', 'coarse', 'value']), z.number());
  const expected = { cube: 800, audience: 800, sampled: 1, coarse: 1, value: 800 };
  assert.deepEqual(await queryRow(client, { query, row }), expected);
});
