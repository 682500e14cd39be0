import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { HISTORY_TABLES } from './history-tables.ts';
import { applyRetention } from './retention.ts';
import { queryRow, runStatement } from './run.ts';
import { insertRequests, testHistory } from './test-history.ts';

/** Users of both samples, of whom the first asked long ago and the second will ask in years. */
const OLD = 317;
const FRESH = 348;

async function requestsLeft(client: ClickHouseClient): Promise<number[]> {
  const left: number[] = [];
  for (const table of HISTORY_TABLES) {
    await runStatement(client, { query: `OPTIMIZE TABLE ${table} FINAL` });
    const isValue = table === 'request_value';
    const query = `SELECT sum(count) AS n FROM ${table} ${isValue ? "WHERE dimension = 'os'" : ''}`;
    left.push((await queryRow(client, { query, row: z.object({ n: z.number() }) })).n);
  }
  return left;
}

test('what is older than the retention goes, and nothing once it is unset', async (t) => {
  const client = await testHistory(t);
  const old = { date: '2001-01-01', os: 'symbian', user: OLD };
  const fresh = { date: '2101-01-01', os: 'ios', user: FRESH };
  await insertRequests(client, [old, fresh]);
  assert.deepEqual(
    await requestsLeft(client),
    HISTORY_TABLES.map(() => 2),
  );
  await applyRetention(client, { days: 90 });
  assert.deepEqual(
    await requestsLeft(client),
    HISTORY_TABLES.map(() => 1),
  );
  await applyRetention(client, { days: undefined });
  await insertRequests(client, [old]);
  assert.deepEqual(
    await requestsLeft(client),
    HISTORY_TABLES.map(() => 2),
  );
});

test('a rule is changed only where it differs', async (t) => {
  const client = await testHistory(t);
  const definitions = async () => {
    const query = `
      SELECT groupArray(metadata_version) AS versions, groupArray(engine_full) AS engines
      FROM (SELECT * FROM system.tables WHERE database = currentDatabase() AND name LIKE 'request%' ORDER BY name)`;
    const row = z.object({ versions: z.array(z.number()), engines: z.array(z.string()) });
    return queryRow(client, { query, row });
  };
  const unset = await definitions();
  await applyRetention(client, { days: undefined });
  assert.deepEqual(await definitions(), unset);
  await applyRetention(client, { days: 90 });
  const set = await definitions();
  assert.notDeepEqual(set, unset);
  await applyRetention(client, { days: 90 });
  assert.deepEqual(await definitions(), set);
  await applyRetention(client, { days: 120 });
  assert.notDeepEqual((await definitions()).engines, set.engines);
});
