import pg from 'pg';

import type { OlapView } from '../clickhouse/views/view.ts';

/** Tables of ClickHouse in Postgres by one foreign data wrapper. */
export interface Wrapper {
  /** Name of the foreign server. */
  server: string;
  /** Statements that make the server, or bring its address and password up to date. */
  connect: readonly string[];
  /** Where the wrapper finds a view: the options of its foreign table. */
  optionsOf(view: OlapView): Options;
}

type Options = Readonly<Record<string, string>>;

/** The server of each wrapper; an installation has one of them. */
export const SERVERS = { bridge: 'ducky_bridge', wrappers: 'ducky_wrappers' } as const;

/** An `options (...)` clause; with `change`, one of ALTER that sets what is there. */
export function optionsClause(options: Options, change = ''): string {
  const pairs = Object.entries(options).map(
    ([name, value]) => `${change}${name} ${pg.escapeLiteral(value)}`,
  );
  return `options (${pairs.join(', ')})`;
}
