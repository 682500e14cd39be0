import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import pg from 'pg';

import { foreignTables } from './foreign-tables.ts';
import { SERVERS, type Wrapper } from './wrapper.ts';

/** What makes the schema `olap`; in this order, in one transaction. */
export interface OlapScript {
  /** Brings the way to ClickHouse up to date; run every time. */
  connect: readonly string[];
  /** Makes the schema anew; run only where the schema's version is another. */
  define: readonly string[];
  /** SHA-256 of `define`; the schema's comment holds it. */
  version: string;
}

export interface ScriptOptions {
  wrapper: Wrapper;
  /** The IANA time zone whose calendar days forecasts count in. */
  timeZone: string;
}

/**
 * What others built on the tables stands in the way of dropping them, and is not dropped with
 * them. Server and password of the wrapper used before go with it.
 */
const DROP = [
  'create schema if not exists olap',
  'drop view if exists olap.forecast_accuracy_weekly, olap.forecast_accuracy',
  `do $$ declare name text; begin
  for name in
    select foreign_table_name from information_schema.foreign_tables
    where foreign_table_schema = 'olap'
  loop
    execute format('drop foreign table olap.%I', name);
  end loop;
end $$`,
];

/** Generates the SQL that makes the schema `olap` over a foreign data wrapper. */
export async function olapScript({ wrapper, timeZone }: ScriptOptions): Promise<OlapScript> {
  const others = Object.values(SERVERS).filter((server) => server !== wrapper.server);
  const define = [
    ...DROP,
    ...others.map((server) => `drop server if exists ${server} cascade`),
    ...foreignTables(wrapper),
    todayFunction(timeZone),
    await readSql('functions.sql'),
    await readSql('accuracy.sql'),
  ];
  const version = createHash('sha256').update(define.join('\n')).digest('hex');
  return { connect: wrapper.connect, define: [...define, versionStatement(version)], version };
}

/** The comment that `installedVersion` reads. */
function versionStatement(version: string): string {
  return `comment on schema olap is 'The history of requests, in ClickHouse. Version ${version}'`;
}

/** Today can be set, for demonstrations and tests: `set olap.today = '2026-11-23'`. */
function todayFunction(timeZone: string): string {
  return `create or replace function olap.today() returns date
language sql stable set search_path = '' as $$
  select coalesce(
    nullif(current_setting('olap.today', true), '')::date,
    (now() at time zone ${pg.escapeLiteral(timeZone)})::date)
$$`;
}

async function readSql(name: string): Promise<string> {
  const text = await readFile(new URL(`./sql/${name}`, import.meta.url), 'utf8');
  return text.trim().replace(/;$/, '');
}
