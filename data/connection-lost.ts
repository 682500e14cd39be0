/** What Node, Postgres and ClickHouse's client call a connection that failed or a server that is starting or stopping. */
const CODES = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
]);

/** Messages of connection errors to which the clients give no code. */
const MESSAGES = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^Query read timeout$/,
  /is not queryable$/,
  /^socket hang up$/,
  // Redis
  /^Connection is closed\.$/,
  /^Reached the max retries per request limit/,
];

/**
 * True for an error of a lost or refused connection to Postgres, ClickHouse or Redis, after which
 * an idempotent call may simply be retried.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    CODES.has(code) ||
    // SQLSTATE class 08: connection exception.
    /^08\w{3}$/.test(code) ||
    MESSAGES.some((message) => message.test(error.message)) ||
    isConnectionLost(error.cause)
  );
}

/**
 * True where ClickHouse's client has waited for an answer for as long as it may. The server may
 * still be at the statement, so that repeating it at once would only add to its work.
 */
export function isTooLate(error: unknown): boolean {
  return error instanceof Error && error.message === 'Timeout error.';
}

/** True where the Postgres connection pool was exhausted: no connection came free in time. */
export function isPoolFull(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}
