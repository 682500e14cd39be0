import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ClickHouseError } from './chdb-error.ts';

export interface Credentials {
  user: string;
  password: string;
}

const AUTHENTICATION_FAILED = 516;

/**
 * Checks user and password of a request: throws ClickHouse's error 516 unless they are exactly the
 * expected ones.
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  params: URLSearchParams,
  expected: Credentials,
): void {
  const given = readCredentials(headers, params);
  const sameUser = equalInConstantTime(given.user, expected.user);
  const samePassword = equalInConstantTime(given.password, expected.password);
  if (sameUser && samePassword) return;
  throw new ClickHouseError(
    AUTHENTICATION_FAILED,
    'AUTHENTICATION_FAILED',
    'Authentication failed: password is incorrect, or there is no user with such name.',
  );
}

/** Basic authorization wins, then ClickHouse's own headers, then the address, as in ClickHouse. */
function readCredentials(headers: IncomingHttpHeaders, params: URLSearchParams): Credentials {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic) {
    const [user = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { user, password: rest.join(':') };
  }
  return {
    user: oneHeader(headers['x-clickhouse-user']) ?? params.get('user') ?? 'default',
    password: oneHeader(headers['x-clickhouse-key']) ?? params.get('password') ?? '',
  };
}

function oneHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
