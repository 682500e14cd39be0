import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { z } from 'zod';

import { AppError } from '../errors.ts';
import { testClickHouse } from '../testing/databases.ts';
import { openQueryCache } from './query-cache.ts';
import { queryRow, type Statement } from './run.ts';

const row = z.object({ id: z.string() });

/** Answered otherwise each time it is put to the server. */
const ANEW = { query: 'SELECT toString(generateUUIDv4()) AS id' };

/** The same, after a while. */
const SLOW = { query: 'SELECT toString(generateUUIDv4()) AS id, sleep(0.2)' };

/** A server, and a way to ask it through a memory. */
async function openMemory(t: TestContext, maxBytes = 1e6) {
  const { client } = await testClickHouse(t);
  const memory = openQueryCache(client, { maxBytes });
  const ask = async (stamp: string, question: Statement) =>
    (await queryRow(memory.under(stamp), { ...question, row })).id;
  return { client, ask };
}

const isCancelled = (error: unknown) => error instanceof AppError && error.code === 'cancelled';

test('a question is put to the server once for each history', async (t) => {
  const { ask } = await openMemory(t);
  const answer = await ask('monday', ANEW);
  assert.equal(await ask('monday', ANEW), answer);
  const next = await ask('tuesday', ANEW);
  assert.notEqual(next, answer);
  assert.equal(await ask('tuesday', ANEW), next);
});

test('the same text with other values is another question', async (t) => {
  const { ask } = await openMemory(t);
  const query = 'SELECT concat({word:String}, toString(generateUUIDv4())) AS id';
  const answer = await ask('monday', { query, params: { word: 'a' } });
  assert.notEqual(await ask('monday', { query, params: { word: 'b' } }), answer);
  assert.equal(await ask('monday', { query, params: { word: 'a' } }), answer);
});

test('many who ask at once share one answer', async (t) => {
  const { ask } = await openMemory(t);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask('monday', ANEW)));
  assert.equal(new Set(answers).size, 1);
});

test('one who stops waiting is told so, and the others get their answer', async (t) => {
  const { ask } = await openMemory(t);
  const leaver = new AbortController();
  const left = ask('monday', { ...SLOW, signal: leaver.signal });
  const stays = ask('monday', SLOW);
  leaver.abort();
  await assert.rejects(left, isCancelled);
  assert.equal(await ask('monday', SLOW), await stays);
});

test('a question that everybody left is put again to whoever asks next', async (t) => {
  const { ask } = await openMemory(t);
  const leaver = new AbortController();
  const left = ask('monday', { ...SLOW, signal: leaver.signal });
  leaver.abort();
  const next = ask('monday', SLOW);
  await assert.rejects(left, isCancelled);
  assert.equal(await ask('monday', SLOW), await next);
});

test('a failure is not remembered', async (t) => {
  const { client, ask } = await openMemory(t);
  const question = { query: 'SELECT id FROM later' };
  await assert.rejects(ask('monday', question), /later/);
  await client.command({ query: "CREATE VIEW later AS SELECT 'here' AS id" });
  assert.equal(await ask('monday', question), 'here');
});

test('what does not fit is asked again', async (t) => {
  const { ask } = await openMemory(t, 16);
  assert.notEqual(await ask('monday', ANEW), await ask('monday', ANEW));
});
