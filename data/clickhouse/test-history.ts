import type { TestContext } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';

import { testClickHouse } from '../testing/databases.ts';
import { migrateClickHouse } from './migrate.ts';
import { insertBatch } from './run.ts';

/** Some columns of a request; the others are unknown. */
export type TestRequest = { date: string } & Record<string, unknown>;

/** An empty history of the test's own. */
export async function testHistory(t: TestContext): Promise<ClickHouseClient> {
  const { client } = await testClickHouse(t);
  await migrateClickHouse(client, { withLock: (work) => work() });
  return client;
}

/** Puts requests into the history. */
export async function insertRequests(client: ClickHouseClient, requests: readonly TestRequest[]) {
  const columns = [...new Set(requests.flatMap((request) => Object.keys(request)))];
  const lines = requests.map((request) =>
    JSON.stringify(columns.map((column) => request[column] ?? null)),
  );
  await insertBatch(client, { table: 'request', columns, jsonLines: lines.join('\n') });
}
