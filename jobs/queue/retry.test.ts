import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ClickHouseError } from '@clickhouse/client';
import pg from 'pg';
import { ZodError } from 'zod';

import { AppError } from '../../data/errors.ts';
import { isRetryable } from './retry.ts';

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
