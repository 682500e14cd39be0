import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { readDataSpan } from './data-span.ts';
import { hasRequests } from './has-requests.ts';

const TODAY = '2026-11-22';

test('the span ends with the last complete day, before today', async (t) => {
  const client = await testHistory(t);
  const span = () => readDataSpan(client, { today: TODAY });
  assert.equal(await span(), null);
  assert.equal(await hasRequests(client), false);
  await insertRequests(client, [{ date: TODAY, hour: 9, user: 1 }]);
  assert.equal(await span(), null);
  assert.equal(await hasRequests(client), true);
  await insertRequests(client, [{ date: '2026-11-01' }, { date: '2026-11-19' }]);
  const known = { hasUsers: true, hasTakenBack: false };
  assert.deepEqual(await span(), { first: '2026-11-01', last: '2026-11-19', ...known });
  await insertRequests(client, [{ date: '2026-11-21' }, { date: '2026-11-23' }]);
  assert.deepEqual(await span(), { first: '2026-11-01', last: '2026-11-21', ...known });
});

test('a pre-aggregated day is complete, even where it is today', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: '2026-11-01' }, { date: TODAY }]);
  const span = { first: '2026-11-01', last: TODAY, hasUsers: false, hasTakenBack: false };
  assert.deepEqual(await readDataSpan(client, { today: TODAY }), span);
});

test('data without users are known as such, and so is what was taken back', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: '2026-11-01' }]);
  const day = { first: '2026-11-01', last: '2026-11-01', hasUsers: false };
  const span = () => readDataSpan(client, { today: TODAY });
  assert.deepEqual(await span(), { ...day, hasTakenBack: false });
  await insertRequests(client, [{ date: '2026-11-01', count: -1 }]);
  assert.deepEqual(await span(), { ...day, hasTakenBack: true });
});
