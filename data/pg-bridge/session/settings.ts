import type { Node, VariableSetStmt } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';

/** What a client is told of the server when it has logged in. */
export const REPORTED: Readonly<Record<string, string>> = {
  server_version: '15.0',
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  integer_datetimes: 'on',
  is_superuser: 'off',
  standard_conforming_strings: 'on',
  default_transaction_read_only: 'on',
  in_hot_standby: 'off',
};

/** What a setting may become; the first ones would change what values look like. */
const SETTABLE: Readonly<Record<string, RegExp>> = {
  client_encoding: /^utf-?8$/i,
  datestyle: /^iso\b/i,
  standard_conforming_strings: /^(?:on|true)$/i,
  default_transaction_read_only: /^(?:on|true)$/i,
  intervalstyle: /^/,
  timezone: /^/,
  extra_float_digits: /^/,
  search_path: /^/,
  application_name: /^/,
  client_min_messages: /^/,
  statement_timeout: /^/,
  lock_timeout: /^/,
  idle_in_transaction_session_timeout: /^/,
};

const INITIAL: readonly [string, string][] = [
  ...Object.entries(REPORTED).map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  ['search_path', '"$user", public'],
  ['transaction_read_only', 'on'],
  ['transaction_isolation', 'read committed'],
];

/** The few settings of a session that a client can SET, RESET and SHOW. */
export class Settings {
  #values = new Map(INITIAL);

  /** SET or RESET; throws 0A000 for a setting or value that cannot be had. */
  set({ kind, name = '', args = [] }: VariableSetStmt): void {
    if (kind === 'VAR_RESET_ALL') {
      this.resetAll();
      return;
    }
    // Isolation and read-only mode: all that is here only reads.
    if (kind === 'VAR_SET_MULTI') return;
    const key = name.toLowerCase();
    const accepted = Object.hasOwn(SETTABLE, key) ? SETTABLE[key] : undefined;
    if (!accepted) throw unsupported(`Setting ${name}`);
    if (kind !== 'VAR_SET_VALUE') return;
    const value = args.map(textOf).join(', ');
    if (!accepted.test(value)) throw unsupported(`Setting ${name} to "${value}"`);
    this.#values.set(key, value);
  }

  /** Gives every setting its first value again. */
  resetAll(): void {
    this.#values = new Map(INITIAL);
  }

  /** The value that SHOW gives; throws 42704 where the setting is not known. */
  show(name: string): string {
    const value = this.#values.get(name.toLowerCase());
    if (value !== undefined) return value;
    throw new PgError('42704', `unrecognized configuration parameter "${name}"`);
  }
}

function textOf(node: Node): string {
  if (!('A_Const' in node)) throw unsupported('A setting of this kind');
  const { sval, ival, fval } = node.A_Const;
  return sval?.sval ?? fval?.fval ?? String(ival?.ival ?? 0);
}
