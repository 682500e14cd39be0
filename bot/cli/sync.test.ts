import assert from 'node:assert/strict';
import { test } from 'node:test';

import { acceptLiveRequests } from '../../data/postgres/live-requests.ts';
import { liveRequest, openLiveStores, settled } from '../../data/testing/live.ts';
import { runDucky } from '../testing/started-ducky.ts';

test('sync brings live requests to the history and says what it did', async (t) => {
  const { url, clickhouseUrl, pool } = await openLiveStores(t);
  await acceptLiveRequests(pool, [liveRequest('a'), liveRequest('b')]);
  await settled(pool);
  const env = { DATABASE_URL: url, CLICKHOUSE_URL: clickhouseUrl };
  const first = await runDucky(['sync', '--json'], env);
  assert.equal(first.code, 0, first.stderr);
  const { synced, left, backlog } = JSON.parse(first.stdout);
  assert.deepEqual({ synced, left, backlog }, { synced: 2, left: 0, backlog: 0 });
  const second = await runDucky(['sync'], { ...env, LIVE_GRACE_MINUTES: '0' });
  assert.equal(second.stdout, '0 changes synced, 2 requests left for the history, 0 wait.\n');
});
