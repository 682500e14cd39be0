import { ClickHouseError } from './chdb-error.ts';

/** Parameters of the HTTP interface itself; every other one is a setting or a query parameter. */
const INTERFACE_PARAMS: ReadonlySet<string> = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'session_id',
  'session_timeout',
  'session_check',
  'user',
  'password',
  'role',
  'quota_key',
  'compress',
  'decompress',
  'wait_end_of_query',
  'buffer_size',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'enable_http_compression',
  'http_zlib_compression_level',
  // Ours: it marks the running query so that a disconnect can kill it.
  'log_comment',
]);

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const UNKNOWN_SETTING = 115;

/** The settings and `param_*` values among a request's address parameters. */
export function settingsOf(params: URLSearchParams): [name: string, value: string][] {
  const settings = [...params].filter(([name]) => !INTERFACE_PARAMS.has(name));
  for (const [name] of settings) {
    if (NAME.test(name)) continue;
    throw new ClickHouseError(UNKNOWN_SETTING, 'UNKNOWN_SETTING', `Unknown setting '${name}'.`);
  }
  return settings;
}

/** `SET name = 'value', ...` of at least one setting; the names must have come from `settingsOf`. */
export function setStatement(
  settings: readonly (readonly [name: string, value: string])[],
): string {
  return `SET ${settings.map(([name, value]) => `${name} = ${quoteString(value)}`).join(', ')}`;
}

/**
 * Escapes and quotes a text as the ClickHouse string literal that holds exactly `value`. Only the
 * backslash and the quote could end the literal; NUL is escaped because the engine takes statements
 * as C strings.
 */
export function quoteString(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0');
  return `'${escaped}'`;
}

/** Escapes and back-quotes a name as a ClickHouse identifier. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('\0', '\\0')}\``;
}
