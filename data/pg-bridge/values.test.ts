import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { insertBatch } from '../clickhouse/run.ts';
import { foreignTables, type TestBridge, testBridge } from './test-bridge.ts';

const AWKWARD = [
  '',
  ' ',
  "'",
  "''",
  '\\',
  "\\'",
  '\\\\',
  '"',
  '`',
  `$${'{x}'}`,
  '{p0:String}',
  '$1',
  '%',
  '_',
  'a_b',
  'a\\_b',
  '100%',
  '\n',
  '\r\n\t',
  '\b\f\v',
  'NULL',
  'null',
  '{a,b}',
  'é',
  'É',
  'ß',
  '日本',
  '👩‍🚀',
  '\u200b',
  '\ufeffx',
  '\u00a0',
  'x\u3000',
  "'; DROP TABLE word; --",
  "') OR 1=1 --",
  'x\u0001',
  '\\N',
  '/* */ --',
];

const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc
    .string({ unit: 'binary', maxLength: 12 })
    .filter((word) => !word.includes('\0') && word.isWellFormed()),
  fc
    .array(fc.constantFrom("'", '\\', '"', '%', '_', '{', '}', ',', '$', 'a', 'É', '\n'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
);

async function holdWords(bridge: TestBridge, pool: pg.Pool): Promise<string[]> {
  const words = [...new Set([...AWKWARD, ...fc.sample(text, { numRuns: 150, seed: 7 })])];
  await insertBatch(bridge.clickhouse, {
    table: 'word',
    columns: ['id', 'word'],
    jsonLines: words.map((word, id) => JSON.stringify([id, word])).join('\n'),
  });
  await pool.query('CREATE TABLE word (id bigint, word text COLLATE "C")');
  await pool.query(
    'INSERT INTO word SELECT ordinality - 1, w FROM unnest($1::text[]) WITH ORDINALITY AS u (w)',
    [words],
  );
  return words;
}

test('every text comes back as it is held, and is found as Postgres finds it', async (t) => {
  const bridge = await testBridge(t);
  const pool = await foreignTables(t, bridge);
  const words = await holdWords(bridge, pool);
  const direct = await bridge.connect();
  const { rows } = await direct.query('SELECT word FROM word ORDER BY id');
  assert.deepEqual(
    rows.map(({ word }) => word),
    words,
  );

  /** The condition with its values pasted by Postgres' own quoting, and bound. */
  const agree = async (condition: string, values: (string | string[])[]) => {
    const pasted = await pool.query('SELECT format($1, VARIADIC $2::text[]) AS sql', [
      condition.replaceAll(/\$\d/g, '%L'),
      values.map((value) => (Array.isArray(value) ? toArray(value) : value)),
    ]);
    const found = async (from: string, bound: boolean) => {
      const where = bound ? condition : pasted.rows[0].sql;
      const sql = `SELECT id FROM ${from} WHERE ${where} ORDER BY id`;
      const answer = await pool.query(sql, bound ? values : []);
      return answer.rows.map(({ id }) => id);
    };
    const expected = await found('word', false);
    assert.deepEqual(await found('olap.word', false), expected, pasted.rows[0].sql);
    assert.deepEqual(await found('olap.word', true), expected, pasted.rows[0].sql);
    const own = await direct.query(`SELECT id FROM word WHERE ${condition} ORDER BY id`, values);
    assert.deepEqual(
      own.rows.map(({ id }) => id),
      expected,
      pasted.rows[0].sql,
    );
  };
  const word = fc.oneof(fc.constantFrom(...words), text);
  const pattern = word.map((value) => (/(?<!\\)(?:\\\\)*\\$/.test(value) ? `${value}\\` : value));
  await agree('word = ANY ($1::text[])', [AWKWARD]);
  for (const value of AWKWARD) await agree('word = ANY ($1::text[])', [[value]]);
  const runs = { numRuns: 12 };
  await fc.assert(
    fc.asyncProperty(word, (value) => agree('word = $1', [value])),
    runs,
  );
  await fc.assert(
    fc.asyncProperty(word, (value) => agree('word >= $1', [value])),
    runs,
  );
  await fc.assert(
    fc.asyncProperty(pattern, (value) => agree('word LIKE $1', [value])),
    runs,
  );
  await fc.assert(
    fc.asyncProperty(pattern, (value) => agree('word NOT ILIKE $1', [value])),
    runs,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), (values) =>
      agree('word = ANY ($1::text[])', [values]),
    ),
    runs,
  );
});

function toArray(values: string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

test('numbers and NULLs are judged as Postgres judges them', async (t) => {
  const bridge = await testBridge(t);
  const pool = await foreignTables(t, bridge);
  await pool.query('CREATE TABLE daily AS SELECT * FROM olap.daily');
  const conditions = [
    'impressions > 9223372036854775806',
    'impressions = 9223372036854775807',
    'impressions / 4 = 7',
    'impressions / 2 = -3',
    'impressions * 2.5 = 75',
    'impressions < 20.5',
    'error = 0.5',
    'error < impressions',
    'error <> ALL (ARRAY[0.5, NULL]::float8[])',
    "country <> ALL (ARRAY['DE', NULL])",
    "country = ANY (ARRAY['DE', NULL])",
    "country = ANY ('{}')",
    'impressions = ANY (ARRAY[10, -7]::bigint[])',
    'NOT (error > 0)',
    'error IS DISTINCT FROM 0.5',
    'error IS NOT DISTINCT FROM NULL',
    '(error > 0) IS NULL',
    'impressions BETWEEN -7 AND 10',
    "date BETWEEN '1970-01-01' AND '2026-01-01'",
    "date > '1900-01-01'",
    "date = '2200-01-01'",
    "date - DATE '2026-01-01' = 1",
    "lower(country) = 'de' OR upper(country) = 'FR'",
    "length(country) = 2 AND country || '!' = 'fr!'",
    'abs(impressions) = 7',
    '-impressions = 7',
    'extract(isodow FROM date) = 5 AND extract(year FROM date) = 2026',
  ];
  for (const condition of conditions) {
    const found = async (from: string) => {
      const sql = `SELECT date::text, country FROM ${from} WHERE ${condition} ORDER BY 1, 2`;
      return (await pool.query(sql)).rows;
    };
    assert.deepEqual(await found('olap.daily'), await found('daily'), condition);
  }
});
