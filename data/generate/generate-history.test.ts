import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { addDays } from '../calendar.ts';
import { readPresentDimensions } from '../clickhouse/queries/present-dimensions.ts';
import { queryRow } from '../clickhouse/run.ts';
import { insertRequests, testHistory } from '../clickhouse/test-history.ts';
import { DIMENSIONS } from '../dimensions.ts';
import { AppError } from '../errors.ts';
import { generateDays } from './generate-days.ts';
import { generateHistory } from './generate-history.ts';
import { readGeneratedHistory, recordGeneratedHistory } from './generated-history.ts';
import { readDefaultProfile } from './profile.ts';
import { topUpHistory } from './top-up-history.ts';

const LAST_DAY = '2026-11-21';

const fingerprint = z.object({ rows: z.number(), hash: z.number(), last: z.string() });

/** What the history holds, whatever the order it came in. */
function contents(client: ClickHouseClient) {
  const query =
    'SELECT count() AS rows, groupBitXor(cityHash64(*)) AS hash, max(date) AS last FROM request';
  return queryRow(client, { query, row: fingerprint });
}

async function options(client: ClickHouseClient) {
  const profile = await readDefaultProfile();
  return { client, profile, seed: 7, rows: 3000, days: 3, lastDay: LAST_DAY };
}

test('the same seed makes the same history, once', async (t) => {
  const [one, other] = await Promise.all([testHistory(t), testHistory(t)]);
  const made = await generateHistory(await options(one));
  assert.ok(Math.abs(made.rows - 3000) <= 2);
  assert.deepEqual(made.span, { first: '2026-11-19', last: LAST_DAY });
  const first = await contents(one);
  assert.equal(first.rows, made.rows);
  await generateHistory(await options(one));
  assert.deepEqual(await contents(one), first);
  await generateHistory(await options(other));
  assert.deepEqual(await contents(other), first);
  assert.deepEqual(await readPresentDimensions(one), [...DIMENSIONS]);
});

test('another history takes the place of the first only when told to', async (t) => {
  const client = await testHistory(t);
  await generateHistory(await options(client));
  const first = await contents(client);
  const another = { ...(await options(client)), seed: 8 };
  await assert.rejects(
    generateHistory(another),
    (error) => error instanceof AppError && error.code === 'conflict',
  );
  await generateHistory({ ...another, replace: true });
  const second = await contents(client);
  assert.notEqual(second.hash, first.hash);
  assert.ok(Math.abs(second.rows - 3000) <= 2);
});

test('generated requests never blur real ones, which --replace deletes', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: '2026-11-20' }]);
  await assert.rejects(
    generateHistory(await options(client)),
    (error) => error instanceof AppError && /holds real data/.test(error.userMessage),
  );
  assert.equal((await contents(client)).rows, 1);
  const { rows } = await generateHistory({ ...(await options(client)), replace: true });
  const replaced = await contents(client);
  assert.equal(replaced.rows, rows);
  await generateHistory({ ...(await options(client)), replace: true });
  assert.deepEqual(await contents(client), replaced);
});

test('a topped up history is the one that would have been made at once', async (t) => {
  const [client, atOnce] = await Promise.all([testHistory(t), testHistory(t)]);
  assert.equal(await topUpHistory({ client, today: '2026-11-24' }), 0);
  const { recipe } = await generateHistory(await options(client));
  const added = await topUpHistory({ client, today: '2026-11-24' });
  const toppedUp = await contents(client);
  assert.equal(toppedUp.last, '2026-11-23');
  assert.ok(added > 1000);
  assert.equal(await topUpHistory({ client, today: '2026-11-24' }), 0);
  assert.equal(await topUpHistory({ client, today: addDays(LAST_DAY, -5) }), 0);
  assert.deepEqual(await contents(client), toppedUp);
  await generateDays(atOnce, { ...recipe, span: { first: '2026-11-19', last: '2026-11-23' } });
  assert.deepEqual(await contents(atOnce), toppedUp);
});

test('impossible amounts are refused together', async (t) => {
  const client = await testHistory(t);
  await assert.rejects(
    async () => generateHistory({ ...(await options(client)), rows: 0, days: 1.5, seed: -1 }),
    (error) => error instanceof AppError && error.problems.length === 3,
  );
});

test('events that pile up without end are refused', async (t) => {
  const client = await testHistory(t);
  const { profile, ...rest } = await options(client);
  const events = Array.from({ length: 200 }, () => ({ name: 'rush', factor: 100 }));
  const message = (pattern: RegExp) => (error: unknown) =>
    error instanceof AppError && error.code === 'bad_input' && pattern.test(error.userMessage);
  await assert.rejects(
    generateHistory({ ...rest, profile: { ...profile, events } }),
    message(/endless traffic/),
  );
  const tomorrow = events.map((event) => ({ ...event, from: '2026-11-22' }));
  await generateHistory({ ...rest, profile: { ...profile, events: tomorrow } });
  await assert.rejects(
    topUpHistory({ client, today: '2026-11-23' }),
    message(/requests on 2026-11-22/),
  );
});

test('a generation stopped before its first day leaves room for another', async (t) => {
  const client = await testHistory(t);
  const { profile, ...rest } = await options(client);
  const span = { first: '2026-11-19', last: '2026-11-18' };
  await recordGeneratedHistory(client, { seed: 7, profile, rowsPerDay: 1000, span });
  const { rows } = await generateHistory({ ...rest, profile, lastDay: '2026-11-22' });
  assert.equal((await contents(client)).rows, rows);
});

test('an interrupted generation is finished by the next top-up', async (t) => {
  const [whole, interrupted] = await Promise.all([testHistory(t), testHistory(t)]);
  const nineDays = { rows: 9000, days: 9 };
  await generateHistory({ ...(await options(whole)), ...nineDays });
  const stop = new AbortController();
  await assert.rejects(
    generateHistory({
      ...(await options(interrupted)),
      ...nineDays,
      onProgress: () => stop.abort(),
      signal: stop.signal,
    }),
  );
  assert.ok((await contents(interrupted)).rows > 0);
  await topUpHistory({ client: interrupted, today: addDays(LAST_DAY, 1) });
  assert.deepEqual(await contents(interrupted), await contents(whole));
});

test('an emptying that was cut off anywhere keeps the market, and is begun anew', async (t) => {
  const client = await testHistory(t);
  const usual = await options(client);
  const profile = { ...usual.profile, events: [] };
  await generateHistory({ ...usual, profile });
  const replace = { ...usual, profile, seed: 8, replace: true };
  for (const table of ['import', 'request_sample', 'request']) {
    await assert.rejects(generateHistory({ ...replace, client: failingAt(client, table) }), /Cut/);
    assert.deepEqual((await readGeneratedHistory(client))?.profile, profile);
    assert.equal(await topUpHistory({ client, today: '2026-11-24' }), 0);
    await assert.rejects(generateHistory({ ...usual, profile }), /interrupted/);
  }
  const { rows } = await generateHistory(replace);
  assert.equal((await contents(client)).rows, rows);
});

/** A client that is cut off when it is to empty the table. */
function failingAt(client: ClickHouseClient, table: string): ClickHouseClient {
  const command: ClickHouseClient['command'] = (statement) =>
    statement.query.endsWith(`TRUNCATE TABLE ${table}`)
      ? Promise.reject(new Error('Cut off'))
      : client.command(statement);
  return new Proxy(client, {
    get: (target, key) => (key === 'command' ? command : Reflect.get(target, key)),
  });
}
