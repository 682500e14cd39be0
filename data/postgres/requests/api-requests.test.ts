import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import type { ErrorCode } from '../../errors.ts';
import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import { type ApiRequest, acceptApiRequests } from './api-requests.ts';
import { endedAmong } from './ended-requests.ts';
import { findCached, storeCached } from './forecast-cache.ts';
import { forgetIdempotencyKeys } from './idempotency.ts';
import { owedRequests } from './owed-requests.ts';
import { findRequest, finishRequest } from './requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const HOUR_MS = 3_600_000;
const LIMIT = 3;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);

const WANTED: ApiRequest = {
  caller: 'ci',
  plan: { targeting: {}, flight: { start: '2026-11-23', end: '2026-11-29' } },
  assumptions: ['The flight is next week.'],
};
const RESULT = { refused: { reason: 'Too few.', needed: 'More.' } };
const CACHED = { key: 'c'.repeat(64), result: RESULT, historyOrigin: 'observed' } as const;

async function openRequests(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const acceptAll = (changes: readonly Partial<ApiRequest>[], now = NOW) => {
    const requests = changes.map((change) => ({ ...WANTED, ...change }));
    return acceptApiRequests(pool, requests, { limit: LIMIT, now });
  };
  const accept = async (change: Partial<ApiRequest> = {}, now = NOW) => {
    const [accepted] = await acceptAll([change], now);
    assert.ok(accepted);
    return accepted;
  };
  return { pool, accept, acceptAll };
}

const keyed = (key: string, of = 'a') => ({ idempotency: { key, fingerprint: of.repeat(64) } });

/** Whether they are the same request. */
function isSame(one: object, other: object): boolean {
  return 'id' in one && 'id' in other && one.id === other.id;
}

test('however many ask at once, a caller waits for no more than the limit', async (t) => {
  const { pool, accept } = await openRequests(t);
  const all = await Promise.all(Array.from({ length: 12 }, () => accept()));
  const accepted = all.filter((acceptance) => 'id' in acceptance);
  assert.equal(accepted.length, LIMIT);
  assert.deepEqual(await accept(), { refused: 'waits for too many' });
  assert.ok('id' in (await accept({ caller: 'other' })));
  const [first] = accepted;
  assert.ok(first && 'id' in first);
  await finishRequest(pool, first.id, { status: 'cancelled', at: NOW });
  assert.ok('id' in (await accept()));
});

test('a key is one request for a day, and a new one after', async (t) => {
  const { accept } = await openRequests(t);
  const first = await accept(keyed('k'));
  const repeats = await Promise.all(Array.from({ length: 6 }, () => accept(keyed('k'))));
  for (const repeat of repeats) assert.ok(isSame(repeat, first));
  assert.deepEqual(await accept(keyed('k', 'b')), { refused: 'key of another body' });
  assert.ok(!isSame(await accept({ ...keyed('k'), caller: 'other' }), first));
  assert.ok(isSame(await accept(keyed('k'), later(23)), first));
  const next = await accept(keyed('k', 'b'), later(24));
  assert.ok('id' in next && !isSame(next, first));
  assert.ok(isSame(await accept(keyed('k', 'b'), later(25)), next));
});

test('old keys are forgotten for good', async (t) => {
  const { pool, accept } = await openRequests(t);
  await accept(keyed('old'));
  await accept(keyed('new'), later(2));
  assert.equal(await forgetIdempotencyKeys(pool, later(25)), 1);
  const { rows } = await pool.query('select key from idempotency_key');
  assert.deepEqual(rows, [{ key: 'new' }]);
});

test('a key whose request came to nothing is free again, and no other', async (t) => {
  const { pool, accept } = await openRequests(t);
  const failed = (code: ErrorCode) => ({ status: 'failed', failure: 'x', code, at: NOW }) as const;
  const outcomes = [
    { outcome: { status: 'cancelled', at: NOW } as const, isFree: true },
    { outcome: failed('unavailable'), isFree: true },
    { outcome: failed('no_model'), isFree: true },
    { outcome: failed('internal'), isFree: true },
    { outcome: failed('bad_input'), isFree: false },
  ];
  for (const [index, { outcome, isFree }] of outcomes.entries()) {
    const first = await accept(keyed(`k${index}`));
    assert.ok('id' in first);
    await finishRequest(pool, first.id, outcome);
    const retry = await accept(keyed(`k${index}`));
    assert.equal(isSame(retry, first), !isFree, JSON.stringify(outcome));
    assert.ok(isSame(await accept(keyed(`k${index}`)), retry));
    if ('id' in retry && isFree) await finishRequest(pool, retry.id, outcome);
  }
});

test('requests of one batch are decided as if one came after the other', async (t) => {
  const { pool, accept, acceptAll } = await openRequests(t);
  await storeCached(pool, [CACHED], NOW);
  const before = await accept(keyed('k'));
  const all = await acceptAll([
    keyed('k'),
    keyed('k', 'b'),
    keyed('new'),
    keyed('new'),
    keyed('new', 'b'),
    { cacheKey: CACHED.key },
    {},
    {},
    { caller: 'other', ...keyed('new', 'b') },
  ]);
  const how = all.map((accepted) => ('how' in accepted ? accepted.how : accepted.refused));
  assert.deepEqual(how, [
    'repeated',
    'key of another body',
    'new',
    'repeated',
    'key of another body',
    'cached',
    'new',
    'waits for too many',
    'new',
  ]);
  const [repeat, , first, second] = all;
  assert.ok(repeat && first && second && isSame(repeat, before) && isSame(second, first));
});

test('batches of the same callers at once neither lock each other out nor pass the limit', async (t) => {
  const { pool, acceptAll } = await openRequests(t);
  const callers = ['a', 'b', 'c', 'd'];
  const batch = (names: string[]) => acceptAll(names.map((caller) => ({ caller })));
  await Promise.all([1, 2, 3, 4].flatMap(() => [batch(callers), batch(callers.toReversed())]));
  const { rows } = await pool.query('select count(*)::int n from forecast_request');
  assert.deepEqual(rows, [{ n: LIMIT * callers.length }]);
});

test('a batch of which one cannot be stored is not stored at all', async (t) => {
  const { pool, acceptAll } = await openRequests(t);
  const bad = { idempotency: { key: 'k', fingerprint: 'no SHA-256' } };
  await assert.rejects(acceptAll([{}, bad]), /fingerprint/);
  assert.equal((await pool.query('select from forecast_request')).rowCount, 0);
});

test('what is in the cache answers at once, with a key or without', async (t) => {
  const { pool, accept } = await openRequests(t);
  await storeCached(pool, [CACHED], NOW);
  for (const change of [{}, keyed('k')]) {
    const accepted = await accept({ ...change, cacheKey: CACHED.key });
    assert.ok('id' in accepted && accepted.how === 'cached');
    const request = await findRequest(pool, accepted.id);
    assert.deepEqual([request?.status, request?.result], ['answered', RESULT]);
    assert.deepEqual(request?.assumptions, WANTED.assumptions);
  }
  const repeat = await accept({ ...keyed('k'), cacheKey: CACHED.key });
  assert.ok('how' in repeat && repeat.how === 'repeated');
  const missed = await accept({ cacheKey: 'd'.repeat(64) });
  assert.ok('how' in missed && missed.how === 'new');
});

test('the cache gives what was stored first, and forgets what is a day old', async (t) => {
  const { pool } = await openRequests(t);
  const other = { refused: { reason: 'Other.', needed: 'Other.' } };
  await storeCached(pool, [CACHED], NOW);
  await storeCached(pool, [{ ...CACHED, result: other }], later(1));
  assert.deepEqual(await findCached(pool, [CACHED.key]), [CACHED]);
  await storeCached(pool, [{ ...CACHED, key: 'e'.repeat(64) }], later(25));
  assert.deepEqual(await findCached(pool, [CACHED.key]), [undefined]);
});

test('a forecast that this version cannot read is none', async (t) => {
  const { pool } = await openRequests(t);
  await storeCached(pool, [CACHED], NOW);
  await pool.query(`update forecast_cache set result = '{"of": "another version"}'`);
  assert.deepEqual(await findCached(pool, [CACHED.key]), [undefined]);
});

test('a request is owed until it has ended, and nobody is told then', async (t) => {
  const { pool, accept } = await openRequests(t);
  const accepted = await accept();
  assert.ok('id' in accepted);
  const { id } = accepted;
  const owed = () => owedRequests(pool, { createdBefore: later(1), endedAfter: NOW });
  assert.deepEqual(await owed(), { open: [id], untold: [] });
  assert.deepEqual(await endedAmong(pool, [id]), []);
  await finishRequest(pool, id, { status: 'failed', failure: 'x', code: 'internal', at: NOW });
  assert.deepEqual(await owed(), { open: [], untold: [] });
  assert.deepEqual(await endedAmong(pool, [id]), [id]);
  assert.equal((await findRequest(pool, id))?.failureCode, 'internal');
  await pool.query('delete from forecast_request');
  assert.deepEqual(await endedAmong(pool, [id]), [id]);
});
