import pg from 'pg';

import { SERVERS, type Wrapper } from './wrapper.ts';

const SERVER = SERVERS.wrappers;
const SECRET = 'ducky_clickhouse';

/**
 * Supabase's extension `wrappers`, which speaks ClickHouse's native protocol. `nativeUrl` is
 * `tcp://user:password@host:9440/database?secure=true` and goes into Supabase's Vault.
 *
 * The wrapper pastes arguments into its text: `olap.target()` gives letters, digits, `-` and `_`
 * only, and the ClickHouse user should be one that may only read. It knows plain strings only, so
 * that user needs the setting `low_cardinality_allow_in_native_format = 0`.
 *
 * Stock Postgres has no such extension: the statements are tested for their syntax, and for the
 * names and columns they give, but have not been run on Supabase.
 */
export function supabaseWrappers(nativeUrl: string): Wrapper {
  return {
    server: SERVER,
    connect: [
      'create extension if not exists wrappers with schema extensions',
      block(`
  if not exists (select from pg_foreign_data_wrapper where fdwname = 'clickhouse_wrapper') then
    create foreign data wrapper clickhouse_wrapper
      handler extensions.click_house_fdw_handler validator extensions.click_house_fdw_validator;
  end if;`),
      secretStatement(nativeUrl),
      block(`
  if not exists (select from pg_foreign_server where srvname = '${SERVER}') then
    execute format(
      'create server ${SERVER} foreign data wrapper clickhouse_wrapper options (conn_string_id %L)',
      (select id from vault.secrets where name = '${SECRET}'));
  end if;`),
    ],
    optionsOf: ({ name, arguments: given }) => ({ table: tableText(name, given) }),
  };
}

/** A new secret, or a new text of the one there is: the server keeps its id. */
function secretStatement(nativeUrl: string): string {
  const secret = pg.escapeLiteral(nativeUrl);
  const description = `'Where Ducky''s history is'`;
  return `select case
  when exists (select from vault.secrets where name = '${SECRET}') then
    vault.update_secret((select id from vault.secrets where name = '${SECRET}'), ${secret})::text
  else vault.create_secret(${secret}, '${SECRET}', ${description})::text
end`;
}

/** The wrapper puts the value that a query asks of the column `_target` in place of `\${_target}`. */
function tableText(view: string, given: readonly string[]): string {
  if (given.length === 0) return view;
  const values = given.map((name) => `${name} = \${_${name}}`);
  return `(select * from ${view}(${values.join(', ')}))`;
}

function block(body: string): string {
  return `do $$ begin${body}\nend $$`;
}
