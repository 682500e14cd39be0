import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { readHistoryStamp } from './history-stamp.ts';

const LAST = '2026-11-20';

test('a stamp is another one when the days up to its last are, and only then', async (t) => {
  const client = await testHistory(t);
  const stamp = () => readHistoryStamp(client, { last: LAST });
  const seen = [await stamp()];
  const isNew = async () => {
    const now = await stamp();
    const known = seen.includes(now);
    seen.push(now);
    return !known;
  };
  assert.equal(await isNew(), false);
  await insertRequests(client, [{ date: LAST, os: 'ios' }]);
  assert.equal(await isNew(), true);
  await insertRequests(client, [{ date: '2026-11-21', os: 'ios' }]);
  assert.equal(await isNew(), false);
  await insertRequests(client, [{ date: LAST, os: 'ios', count: -1 }]);
  assert.equal(await isNew(), true);
  await client.command({ query: 'OPTIMIZE TABLE request FINAL' });
  assert.equal(await isNew(), false);
});

test('a stamp is another one when what the requests feed has caught up with them', async (t) => {
  const client = await testHistory(t);
  const seen = new Set([await readHistoryStamp(client, { last: LAST })]);
  for (const table of ['request_sample', 'request_coarse_sample', 'request_audience_cube']) {
    await client.command({ query: `INSERT INTO ${table} (date, count) VALUES ('${LAST}', 1)` });
    seen.add(await readHistoryStamp(client, { last: LAST }));
  }
  assert.equal(seen.size, 4);
});

test('a history in place of another has another stamp', async (t) => {
  const client = await testHistory(t);
  const before = await readHistoryStamp(client, { last: LAST });
  await client.command({
    query: "INSERT INTO generated_history (first, last) VALUES ('2026-11-01', '2026-11-20')",
  });
  assert.notEqual(await readHistoryStamp(client, { last: LAST }), before);
});
