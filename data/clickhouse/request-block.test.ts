import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { REQUEST_COLUMNS, type RequestRow } from '../request-row.ts';
import { requestBlock } from './request-block.ts';
import { insertBatch, runStatement } from './run.ts';
import { testHistory } from './test-history.ts';

const name = fc.oneof(fc.constantFrom('unknown', 'ios', ''), fc.string({ unit: 'binary' }));
const names = fc.array(name, { maxLength: 4 });
const won = fc.constantFrom(-1, 0, 1);
const price = fc.double({ min: 0, max: 1e9, noNaN: true });

const row: fc.Arbitrary<readonly unknown[]> = fc
  .record<RequestRow>({
    date: fc.constantFrom('1990-01-01', '2024-02-29', '2026-11-22', '2099-12-31'),
    hour: fc.integer({ min: -1, max: 23 }),
    ...{ country: name, region: name, city: name, deviceType: name, os: name, browser: name },
    ...{ connection: name, language: name, site: name, app: name, adUnit: name, format: name },
    ...{ size: name, position: name, category: names, segment: names, gender: name },
    age: fc.integer({ min: 0, max: 120 }),
    user: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    count: fc.maxSafeInteger(),
    ...{ floorCpm: price, floorCurrency: name, won, clearingCpm: price, clearingCurrency: name },
  })
  .map((values) => REQUEST_COLUMNS.map((column) => values[column]));

async function tables(t: Parameters<typeof testHistory>[0]) {
  const client = await testHistory(t);
  for (const table of ['by_block', 'by_json']) {
    await runStatement(client, { query: `CREATE TABLE ${table} AS request` });
  }
  const columns = REQUEST_COLUMNS;
  const stored = async (table: string) => {
    const query = `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ALL`;
    const result = await client.query({ query, format: 'JSONCompactEachRow' });
    return result.json();
  };
  return {
    insert: async (blocks: readonly (readonly (readonly unknown[])[])[]) => {
      for (const table of ['by_block', 'by_json']) {
        await runStatement(client, { query: `TRUNCATE TABLE ${table}` });
      }
      const jsonLines = blocks.flat().map((values) => JSON.stringify(values));
      await insertBatch(client, { table: 'by_json', columns, jsonLines: jsonLines.join('\n') });
      const native = blocks.map((rows) => requestBlock(columns, rows));
      await insertBatch(client, { table: 'by_block', columns, blocks: native });
      return { byBlock: await stored('by_block'), byJson: await stored('by_json') };
    },
  };
}

test('blocks bring in the same rows as JSON does', async (t) => {
  const { insert } = await tables(t);
  const blocks = fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 3,
  });
  const same = fc.asyncProperty(blocks, async (some) => {
    const { byBlock, byJson } = await insert(some);
    assert.deepEqual(byBlock, byJson);
  });
  await fc.assert(same, { numRuns: 15 });
});

test('a dictionary may have more keys than a byte or two can number', async (t) => {
  const { insert } = await tables(t);
  const [first = []] = fc.sample(row, { numRuns: 1, seed: 1 });
  const site = REQUEST_COLUMNS.indexOf('site');
  for (const keys of [256, 257, 65_536, 65_537]) {
    const rows = Array.from({ length: keys }, (_, key) => first.with(site, `site-${key}`));
    const { byBlock, byJson } = await insert([rows]);
    assert.ok(byBlock.length === keys && JSON.stringify(byBlock) === JSON.stringify(byJson));
  }
});
