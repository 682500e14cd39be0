import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import { storeReason, storeVote } from './feedback.ts';
import { acceptRequest } from './requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');

const ASKED = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'Germany',
  plan: { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } },
  assumptions: [],
  destination: { channel: 'C1' },
} as const;

async function openTables(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const { request } = await acceptRequest(pool, ASKED, NOW);
  const votes = async () =>
    (await pool.query('select given_by, vote, reason from feedback order by given_by')).rows;
  return { pool, by: { requestId: request.id, givenBy: 'UALICE', teamId: 'T1' }, votes };
}

test('the last vote of each person counts, and the same one again changes nothing', async (t) => {
  const { pool, by, votes } = await openTables(t);
  assert.equal(await storeVote(pool, { ...by, vote: 'bad' }, NOW), true);
  assert.equal(await storeReason(pool, { ...by, reason: ' too\0 low ' }), true);
  assert.equal(await storeVote(pool, { ...by, vote: 'bad' }, NOW), false);
  assert.equal(await storeVote(pool, { ...by, givenBy: 'UBOB', vote: 'good' }, NOW), true);
  assert.deepEqual(await votes(), [
    { given_by: 'UALICE', vote: 'bad', reason: 'too low' },
    { given_by: 'UBOB', vote: 'good', reason: null },
  ]);
  assert.equal(await storeVote(pool, { ...by, vote: 'good' }, NOW), true);
  assert.deepEqual((await votes())[0], { given_by: 'UALICE', vote: 'good', reason: null });
});

test('what nobody asked cannot be voted on, nor what was not voted on be explained', async (t) => {
  const { pool, by, votes } = await openTables(t);
  assert.equal(await storeVote(pool, { ...by, requestId: randomUUID(), vote: 'bad' }, NOW), false);
  assert.equal(await storeReason(pool, { ...by, reason: 'why' }), false);
  assert.deepEqual(await votes(), []);
});
