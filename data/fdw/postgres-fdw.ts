import pg from 'pg';

import { optionsClause, SERVERS, type Wrapper } from './wrapper.ts';

/** Where Postgres reaches the bridge to ClickHouse. */
export interface BridgeAddress {
  host: string;
  port: number;
  password: string;
}

/** The bridge asks for a password, whatever the name. */
const BRIDGE_USER = 'ducky';

const SERVER = SERVERS.bridge;

/** Postgres itself then says that the tables cannot be written to. */
const READ_ONLY = { updatable: 'false', truncatable: 'false' };

/**
 * The wrapper that comes with Postgres, over the bridge. Only the role that installs it gets the
 * password; others who shall ask ClickHouse need a user mapping of their own.
 */
export function postgresFdw({ host, port, password }: BridgeAddress): Wrapper {
  const address = { host, port: String(port) };
  // Without statistics of the far side, a look there for each plan would cost more than it tells.
  const fixed = { dbname: 'history', fetch_size: '10000', use_remote_estimate: 'false' };
  return {
    server: SERVER,
    connect: [
      'create extension if not exists postgres_fdw',
      `create server if not exists ${SERVER} foreign data wrapper postgres_fdw
  ${optionsClause({ ...address, ...fixed })}`,
      `alter server ${SERVER} ${optionsClause(address, 'set ')}`,
      `drop user mapping if exists for current_user server ${SERVER}`,
      `create user mapping for current_user server ${SERVER}
  options (user '${BRIDGE_USER}', password ${pg.escapeLiteral(password)})`,
    ],
    optionsOf: ({ name }) => ({ schema_name: 'olap', table_name: name, ...READ_ONLY }),
  };
}
