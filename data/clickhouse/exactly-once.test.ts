import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { CUBES } from './cube.ts';
import { HISTORY_TABLES } from './history-tables.ts';
import { requestBlock } from './request-block.ts';
import { idempotentInsert, insertBatch, queryRow, runStatement } from './run.ts';
import { testHistory } from './test-history.ts';

const USERS = 2000;

const sums = z.object({ request: z.number(), cubes: z.array(z.number()), value: z.number() });
const EACH_CUBE = CUBES.map(({ table }) => `(SELECT sum(count) FROM ${table})`).join(', ');
const samples = z.object({ wanted: z.number(), held: z.number() });

/** Requests as each table counts them; a request has one value in each dimension. */
function counted(client: ClickHouseClient) {
  const query = `
    SELECT
      (SELECT sum(count) FROM request) AS request,
      [${EACH_CUBE}] AS cubes,
      (SELECT sum(count) FROM dimension_value WHERE dimension = 'os') AS value`;
  return queryRow(client, { query, row: sums });
}

function sampled(client: ClickHouseClient) {
  const query = `
    SELECT
      (SELECT sum(count) FROM request WHERE user != 0 AND intHash64(user) % 16 = 0) AS wanted,
      (SELECT sum(count) FROM request_sample) AS held`;
  return queryRow(client, { query, row: samples });
}

async function assertCounted(client: ClickHouseClient, requests: number): Promise<void> {
  const expected = { request: requests, cubes: CUBES.map(() => requests), value: requests };
  assert.deepEqual(await counted(client), expected);
  const { wanted, held } = await sampled(client);
  assert.equal(held, wanted);
  assert.ok(held > requests / 32 && held < requests / 8, `${held} of ${requests} are sampled`);
}

/** A batch that spans months and repeats each user. */
function batch(token: string) {
  const rows = Array.from({ length: USERS }, (_, index) => {
    const month = String((index % 12) + 1).padStart(2, '0');
    return [`2026-${month}-15`, 'IN', index % 2 ? 'ios' : 'android', index + 1, 1 + (index % 3)];
  });
  return {
    table: 'request',
    columns: ['date', 'country', 'os', 'user', 'count'] as const,
    rows,
    requests: rows.reduce((sum, row) => sum + Number(row[4]), 0),
    token,
  };
}

type Batch = ReturnType<typeof batch>;

/** The ways in, each with the same rows. */
const WAYS = {
  'JSON lines': ({ rows }: Batch) => ({
    jsonLines: rows.map((row) => JSON.stringify(row)).join('\n'),
  }),
  blocks: ({ columns, rows }: Batch) => {
    const values = rows.map((row) => row.with(3, String(row[3])));
    const halves = [values.slice(0, USERS / 2), values.slice(USERS / 2)];
    return { blocks: halves.map((half) => requestBlock(columns, half)) };
  },
};

function insert(
  client: ClickHouseClient,
  made: Batch,
  encode: (made: Batch) => { jsonLines: string } | { blocks: Buffer[] } = WAYS['JSON lines'],
) {
  const { table, columns, token } = made;
  return insertBatch(client, { table, columns, token, ...encode(made) });
}

for (const [way, encode] of Object.entries(WAYS)) {
  test(`a repeated batch of ${way} reaches the history and its derived tables once`, async (t) => {
    const client = await testHistory(t);
    const first = batch('first');
    const second = batch('second');
    await insert(client, first, encode);
    await insert(client, second, encode);
    await insert(client, { ...second, rows: second.rows.toReversed() }, encode);
    await insert(client, first, encode);
    await assertCounted(client, first.requests + second.requests);
  });

  test(`a repetition of ${way} completes what a crash between the tables left out`, async (t) => {
    const client = await testHistory(t);
    const crashed = batch('crashed');
    const feeds = HISTORY_TABLES.slice(1).map((table) => `${table}_feed`);
    for (const feed of feeds) await runStatement(client, { query: `DETACH TABLE ${feed}` });
    await insert(client, crashed, encode);
    for (const feed of feeds) await runStatement(client, { query: `ATTACH TABLE ${feed}` });
    const { requests } = crashed;
    const cubes = CUBES.map(() => 0);
    assert.deepEqual(await counted(client), { request: requests, cubes, value: 0 });
    await insert(client, crashed, encode);
    await insert(client, crashed, encode);
    await assertCounted(client, requests);
  });
}

test('a repetition completes a cube that another cube feeds', async (t) => {
  const client = await testHistory(t);
  const crashed = batch('crashed');
  await runStatement(client, { query: 'DETACH TABLE request_audience_cube_feed' });
  await insert(client, crashed);
  await runStatement(client, { query: 'ATTACH TABLE request_audience_cube_feed' });
  await insert(client, crashed);
  await insert(client, crashed);
  await assertCounted(client, crashed.requests);
});

test('a repeated selection is one block and arrives once', async (t) => {
  const client = await testHistory(t);
  const rows = 1_100_000;
  const query = `
    INSERT INTO request (date, country, user)
    SELECT toDate('2026-11-01') + number % 28, 'IN', number + 1 FROM numbers({rows:UInt64})`;
  const statement = { query, params: { rows }, settings: idempotentInsert('selected') };
  await runStatement(client, statement);
  const parts = `
    SELECT count() AS parts FROM system.parts
    WHERE database = currentDatabase() AND table = 'request' AND level = 0`;
  const row = z.object({ parts: z.number() });
  assert.deepEqual(await queryRow(client, { query: parts, row }), { parts: 1 });
  await runStatement(client, statement);
  await assertCounted(client, rows);
});

test('requests taken back leave every table', async (t) => {
  const client = await testHistory(t);
  const made = batch('made');
  await insert(client, made);
  const taken = made.rows.map(([date, country, os, user, count]) => [
    ...[date, country, os, user],
    -Number(count),
  ]);
  await insert(client, { ...made, rows: taken as typeof made.rows, token: 'taken back' });
  assert.deepEqual(await counted(client), { request: 0, cubes: CUBES.map(() => 0), value: 0 });
  assert.deepEqual(await sampled(client), { wanted: 0, held: 0 });
});
