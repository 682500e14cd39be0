import assert from 'node:assert/strict';
import { test } from 'node:test';

import { z } from 'zod';

import { queryRows, runStatement } from '../run.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { OLAP_VIEWS } from './catalogue.ts';
import { createViews } from './create-views.ts';
import { encodeTarget } from './target.ts';
import type { ColumnType } from './view.ts';

/** The engine's types that people's tools take for a column of such a type. */
const ENGINE_TYPES: Record<ColumnType, RegExp> = {
  text: /^(LowCardinality\(String\)|String)$/,
  date: /^Date$/,
  bigint: /^U?Int64$/,
  'double precision': /^Float64$/,
};

test('the views have the columns that the catalogue promises', async (t) => {
  const client = await testHistory(t);
  const day = '2026-11-01';
  const params = { target: encodeTarget({}), first: day, last: day };
  const row = z.object({ name: z.string(), type: z.string() });
  for (const view of OLAP_VIEWS) {
    const given = view.arguments.map((name) => `${name} = {${name}:String}`).join(', ');
    const source = given ? `${view.name}(${given})` : view.name;
    const query = `DESCRIBE (SELECT * FROM ${source})`;
    const columns = await queryRows(client, { query, params, row });
    assert.deepEqual(
      columns.map(({ name }) => name),
      Object.keys(view.columns),
    );
    for (const { name, type } of columns) {
      const promised = view.columns[name] ?? 'text';
      assert.match(type, ENGINE_TYPES[promised], `${view.name}.${name}`);
    }
  }
});

test('a view is made again only where its text has changed', async (t) => {
  const client = await testHistory(t);
  assert.deepEqual(await createViews(client), []);
  await runStatement(client, { query: 'CREATE OR REPLACE VIEW daily AS SELECT 1 AS impressions' });
  assert.deepEqual(await createViews(client), ['daily']);
  assert.deepEqual(await createViews(client), []);
});

test('the rows of daily add up, and what was taken back is gone', async (t) => {
  const client = await testHistory(t);
  const date = '2026-11-02';
  await insertRequests(client, [{ date, os: 'ios', age: 30, deviceType: 'phone', count: 2 }]);
  await insertRequests(client, [{ date, os: 'ios', age: 31, deviceType: 'phone', count: 3 }]);
  await insertRequests(client, [{ date, os: 'android' }]);
  await insertRequests(client, [{ date, os: 'android', count: -1 }]);
  const query = `
    SELECT os, device_type, age_band, sum(impressions) AS impressions
    FROM daily GROUP BY ALL HAVING impressions > 0`;
  assert.deepEqual(await queryRows(client, { query, row: z.looseObject({}) }), [
    { os: 'ios', device_type: 'phone', age_band: '25-34', impressions: 5 },
  ]);
});
