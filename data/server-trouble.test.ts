import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ClickHouseError } from '@clickhouse/client';
import pg from 'pg';
import { ZodError } from 'zod';

import { AppError } from './errors.ts';
import { isRetryable, toAppError } from './server-trouble.ts';
import { testClickHouse, testPostgres } from './testing/databases.ts';

async function troubleOf(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  assert.ok(thrown instanceof Error);
  const trouble = toAppError(thrown);
  return trouble === thrown ? undefined : trouble;
}

function assertPasses(trouble: unknown): asserts trouble is AppError {
  assert.ok(trouble instanceof AppError);
  assert.deepEqual([trouble.code, trouble.retryable], ['unavailable', true]);
  assert.match(trouble.userMessage, /Try again in a minute/);
}

test('of Postgres, what passes is told in words, and the rest is a defect', async (t) => {
  const { pool } = await testPostgres(t);
  const raise = (sqlState: string) =>
    troubleOf(pool.query(`do $$ begin raise exception using errcode = '${sqlState}'; end $$`));
  const passing = ['25006', '40001', '40P01', '53100', '53200', '53300', '55P03', '57P01', '08006'];
  for (const sqlState of passing) assertPasses(await raise(sqlState));
  for (const sqlState of ['22012', '23505', '42P01']) {
    assert.equal(await raise(sqlState), undefined, sqlState);
  }
});

test('of ClickHouse, what passes is told in words, and the rest is a defect', async (t) => {
  const { client } = await testClickHouse(t);
  const raise = (code: number) =>
    troubleOf(
      client.command({
        query: `select throwIf(true, 'x', toInt16(${code}))`,
        clickhouse_settings: { allow_custom_error_code_in_throwif: 1 },
      }),
    );
  for (const code of [159, 202, 241, 242, 243]) assertPasses(await raise(code));
  for (const code of [47, 60]) assert.equal(await raise(code), undefined, String(code));
});

const coded = (code: string) => Object.assign(new Error('failed'), { code });

const postgresError = (code: string) =>
  Object.assign(new pg.DatabaseError('failed', 0, 'error'), { code });

const clickhouseError = (type: string) =>
  new ClickHouseError({ message: 'failed', code: '1', type });

const CASES: [name: string, error: unknown, expected: boolean][] = [
  ['an error that says so', new AppError('unavailable', 'Busy.', { retryable: true }), true],
  ['an error that does not say so', new AppError('bad_input', 'No.'), false],
  [
    'bad input, whatever caused it',
    new AppError('bad_input', 'No.', { cause: coded('EPIPE') }),
    false,
  ],
  ['a refused connection', coded('ECONNREFUSED'), true],
  ['a ClickHouse that does not answer in time', new Error('Timeout error.'), true],
  ['a Postgres that stops', coded('57P01'), true],
  ['a Postgres connection exception', coded('08006'), true],
  ['a Postgres that takes no writes', postgresError('25006'), true],
  ['a Postgres deadlock', postgresError('40P01'), true],
  ['a ClickHouse without memory', clickhouseError('MEMORY_LIMIT_EXCEEDED'), true],
  ['a ClickHouse that knows no such table', clickhouseError('UNKNOWN_TABLE'), false],
  ['a job of another shape', new ZodError([]), false],
  ['a lost Postgres connection', new Error('Connection terminated unexpectedly'), true],
  ['a lost connection as the cause', new Error('failed', { cause: coded('ECONNRESET') }), true],
  ['a violated constraint', postgresError('23505'), false],
  ['a defect', new TypeError('x is undefined'), false],
  ['something that is no error', 'ECONNREFUSED', false],
];

for (const [name, error, expected] of CASES) {
  test(`${name} ${expected ? 'may pass' : 'will not pass'}`, () => {
    assert.equal(isRetryable(error), expected);
  });
}
