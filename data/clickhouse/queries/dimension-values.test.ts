import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { type DimensionValuesOptions, readDimensionValues } from './dimension-values.ts';

const DAY = '2026-11-01';

test('values are found by what they contain, whatever is asked', async (t) => {
  const client = await testHistory(t);
  const sites = [
    ['cricket.example', 9],
    ['Cric"%_\\\'.example', 1],
    ['live-cricket.example', 50],
    ['unknown', 99],
  ];
  await insertRequests(
    client,
    sites.map(([site, count]) => ({ date: DAY, site, count })),
  );
  const found = async (search: string, change: Partial<DimensionValuesOptions> = {}) => {
    const asked = { dimension: 'site', limit: 9, search, ...change } as const;
    return (await readDimensionValues(client, asked)).map(({ value }) => value);
  };
  assert.deepEqual(await found('CRIC'), [
    'cricket.example',
    'Cric"%_\\\'.example',
    'live-cricket.example',
  ]);
  assert.deepEqual(await found('', { limit: 1 }), ['live-cricket.example']);
  assert.deepEqual(await found("%_\\'"), ['Cric"%_\\\'.example']);
  assert.deepEqual(await found('unknown'), []);
  assert.deepEqual(await found("' OR 1=1 --"), []);
});

test('a city is named with its region where its country has several of that name', async (t) => {
  const client = await testHistory(t);
  const city = { date: DAY, country: 'US', city: 'Birmingham' };
  await insertRequests(client, [
    { ...city, region: 'US-AL', count: 3 },
    { ...city, region: 'US-MI', count: 2 },
    { date: DAY, country: 'GB', region: 'GB-ENG', city: 'Birmingham' },
  ]);
  assert.deepEqual(
    await readDimensionValues(client, { dimension: 'geo', limit: 9, search: 'birm' }),
    [
      { value: 'US-AL/Birmingham', count: 3 },
      { value: 'US-MI/Birmingham', count: 2 },
      { value: 'GB/Birmingham', count: 1 },
    ],
  );
});
