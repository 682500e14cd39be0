import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { outlineReader } from './history-outline.ts';

const TODAY = '2026-11-22';

test('an outline is good for a while, and for one day', async (t) => {
  const client = await testHistory(t);
  let nowMs = 0;
  const clock = () => new Date(nowMs);
  const read = outlineReader(client, { maxAgeMs: 1_000, clock });
  const lastDay = async (today = TODAY) => (await read(today)).data?.last;

  assert.deepEqual(await read(TODAY), { data: null, dimensions: [], origin: 'observed' });
  await insertRequests(client, [{ date: '2026-11-20', os: 'ios' }]);
  nowMs = 999;
  assert.equal(await lastDay(), undefined);
  nowMs = 1_000;
  assert.deepEqual(await Promise.all([lastDay(), lastDay()]), ['2026-11-20', '2026-11-20']);
  assert.deepEqual((await read(TODAY)).dimensions, ['os']);
  await insertRequests(client, [{ date: TODAY }]);
  assert.equal(await lastDay('2026-11-23'), TODAY);
});

test('what could not be read is read again', async (t) => {
  const client = await testHistory(t);
  const read = outlineReader(client, { maxAgeMs: 60_000, clock: () => new Date() });
  await client.command({ query: 'RENAME TABLE generated_history TO elsewhere' });
  await assert.rejects(read(TODAY));
  await client.command({ query: 'RENAME TABLE elsewhere TO generated_history' });
  assert.equal((await read(TODAY)).data, null);
});
