import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { z } from 'zod';

import { AppError } from '../errors.ts';
import { testClickHouse } from '../testing/databases.ts';
import { batchedQuery } from './batched-query.ts';
import { openQueryCache } from './query-cache.ts';
import { queryBatched, queryRows } from './run.ts';

interface Word {
  letters: string;
  scan: string;
}

const row = z.object({ index: z.number().int(), letters: z.string() });
const word = (letters: string, scan = 'one'): Word => ({ letters, scan });
const isCancelled = (error: unknown) => error instanceof AppError && error.code === 'cancelled';

/** A query that says each word again, slowly, and the words of each of its statements. */
async function openEcho(t: TestContext) {
  const { client } = await testClickHouse(t);
  const statements: string[][] = [];
  const query = batchedQuery<Word, z.infer<typeof row>>({
    name: 'echo',
    row,
    scanOf: ({ scan }) => scan,
    async scan(server, words) {
      const letters = words.map((each) => each.letters);
      statements.push(letters.map((each) => each.slice(0, 5)));
      const rows = await queryRows(server, {
        query: `SELECT toUInt32(number) AS index, {letters:Array(String)}[number + 1] AS letters, sleep(0.1)
          FROM numbers({count:UInt32}) WHERE NOT has({letters:Array(String)}, 'bad') OR throwIf(1)`,
        params: { letters, count: letters.length },
        row,
      });
      return words.map((_, index) => rows.filter((each) => each.index === index));
    },
  });
  const ask = async (question: Word, signal?: AbortSignal) =>
    (await queryBatched(client, { query, question, signal })).map(({ letters }) => letters);
  return { client, query, statements, ask };
}

test('what is asked while a statement runs is asked together, a statement a scan', async (t) => {
  const { ask, statements } = await openEcho(t);
  const words = [word('a'), word('b'), word('c'), word('d', 'other'), word('e')];
  const answers = await Promise.all(words.map((each) => ask(each)));
  assert.deepEqual(answers, [['a'], ['b'], ['c'], ['d'], ['e']]);
  assert.deepEqual(statements, [['a'], ['b', 'c', 'e'], ['d']]);
});

test('a question with very many values is asked alone', async (t) => {
  const { ask, statements } = await openEcho(t);
  const long = 'x'.repeat(20_000);
  const answers = await Promise.all(['a', 'b', long, 'c'].map((letters) => ask(word(letters))));
  assert.deepEqual(answers.flat(), ['a', 'b', long, 'c']);
  assert.deepEqual(statements, [['a'], ['b', 'c'], ['xxxxx']]);
});

test('a question that fails fails nobody else', async (t) => {
  const { ask } = await openEcho(t);
  const settled = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((each) => ask(word(each))));
  const statuses = settled.map(({ status }) => status);
  assert.deepEqual(statuses, ['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

test('one who leaves is told so at once, and the others get their answer', async (t) => {
  const { ask } = await openEcho(t);
  const leaver = new AbortController();
  const left = ask(word('a'), leaver.signal);
  const stays = ask(word('b'));
  leaver.abort();
  await assert.rejects(left, isCancelled);
  await assert.rejects(ask(word('c'), leaver.signal), isCancelled);
  assert.deepEqual(await stays, ['b']);
});

test('a cache answers what was asked of the same history before', async (t) => {
  const { client, query, statements } = await openEcho(t);
  const cache = openQueryCache(client, { maxBytes: 1e6 });
  const ask = (stamp: string, question: Word) =>
    queryBatched(cache.under(stamp), { query, question });
  const answer = await ask('monday', word('a'));
  assert.deepEqual(await ask('monday', word('a')), answer);
  assert.equal(statements.length, 1);
  await ask('monday', word('b'));
  await ask('tuesday', word('a'));
  assert.equal(statements.length, 3);
});
