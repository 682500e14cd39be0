import { HISTORY_TABLES } from './history-tables.ts';

/** Name of the ClickHouse cluster with its shards and replicas; undefined for a single server. */
export type ClusterName = string | undefined;

/**
 * The sharding key: all rows of a user lie on one shard. What has no user is spread by other
 * columns, always alike.
 */
const SHARD = 'if(user = 0, cityHash64(date, hour, country, deviceType, os), cityHash64(user))';

/**
 * The tables split over the shards, with what chooses a row's shard. Views on each shard fill all
 * but the first, so nothing is inserted into them from outside. The other tables are few rows of
 * bookkeeping, of which every server holds a copy.
 */
const SHARDED: Record<string, string> = {
  ...Object.fromEntries(HISTORY_TABLES.map((table) => [table, 'rand()'])),
  request: SHARD,
  request_sample: SHARD,
  request_coarse_sample: SHARD,
};

/** A week. */
const REMEMBERED_SECONDS = 604_800;

const HEADS = {
  table:
    /^CREATE (?:OR REPLACE )?TABLE (?:IF NOT EXISTS )?(?<name>\w+)(?<definition>.*?)(?<query>\nAS SELECT.*)?$/s,
  alter: /^ALTER TABLE (?<name>\w+)(?<definition>.*)$/s,
  feed: /^CREATE MATERIALIZED VIEW IF NOT EXISTS (?<name>\w+) TO (?<definition>.*)$/s,
  view: /^CREATE OR REPLACE VIEW (?<name>\w+)(?<definition>.*)$/s,
  truncate: /^TRUNCATE TABLE (?<name>\w+)(?<definition>)$/s,
  drop: /^DROP TABLE IF EXISTS (?<name>\w+)(?<definition>)$/s,
};

interface Found {
  name: string;
  definition: string;
  /** ` ON CLUSTER name`. */
  on: string;
  cluster: string;
  query: string | undefined;
}

/**
 * Rewrites a DDL statement for a single server into those that do the same on every server of
 * `cluster`. A table `name` becomes `name_local` on each shard, replicated, below a `Distributed`
 * table of the plain name. Without a cluster the statement is left as it is. Throws Error for a
 * kind of statement that the schema has not used so far.
 */
export function onCluster(statement: string, cluster: ClusterName): string[] {
  if (cluster === undefined) return [statement];
  const text = statement.replace(/^--.*\n/gm, '').trim();
  for (const [kind, head] of Object.entries(HEADS)) {
    const { name, definition, query } = head.exec(text)?.groups ?? {};
    if (name === undefined || definition === undefined) continue;
    const found = { name, definition, query, cluster, on: ` ON CLUSTER ${cluster}` };
    return EMIT[kind as keyof typeof HEADS](found);
  }
  throw new Error(`This statement has no form for a cluster: ${text.split('\n', 1)[0]}`);
}

/** The table that holds the rows: `request_local` on a cluster, where `request` only finds them. */
export function storedTable(table: string, cluster: ClusterName): string {
  return cluster === undefined || !(table in SHARDED) ? table : `${table}_local`;
}

const EMIT: Record<keyof typeof HEADS, (found: Found) => string[]> = {
  table(found) {
    const { name, definition, query, on, cluster } = found;
    const local = storedTable(name, cluster);
    const replicated = replicate(definition, { isSharded: name in SHARDED });
    // A cluster begins without history: the query tells the columns, and fills nothing.
    const columns = query === undefined ? '' : localize(query).replace('\nAS ', '\nEMPTY AS ');
    const stored = `CREATE TABLE IF NOT EXISTS ${local}${on}${replicated}${columns}`;
    if (!(name in SHARDED)) return [stored];
    const engine = `Distributed(${cluster}, currentDatabase(), ${local}, ${SHARDED[name]})`;
    return [stored, `CREATE TABLE IF NOT EXISTS ${name}${on} AS ${local} ENGINE = ${engine}`];
  },
  alter({ name, definition, on, cluster }) {
    const stored = `ALTER TABLE ${storedTable(name, cluster)}${on}${withWindow(definition)}`;
    const changesColumns = /^\s+(ADD|MODIFY|DROP) COLUMN/.test(definition);
    const isSplit = changesColumns && name in SHARDED;
    return isSplit ? [stored, `ALTER TABLE ${name}${on}${definition}`] : [stored];
  },
  feed: ({ name, definition, on }) => [
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${name}${on} TO ${localize(definition)}`,
  ],
  view: ({ name, definition, on }) => [`CREATE OR REPLACE VIEW ${name}${on}${definition}`],
  drop: ({ name, on, cluster }) =>
    [...new Set([name, storedTable(name, cluster)])].map(
      (table) => `DROP TABLE IF EXISTS ${table}${on}`,
    ),
  truncate: ({ name, on, cluster }) => [`TRUNCATE TABLE ${storedTable(name, cluster)}${on}`],
};

/** Turns the names of split tables into those of their local parts. */
function localize(sql: string): string {
  const names = Object.keys(SHARDED).join('|');
  return sql.replace(new RegExp(`\\b(${names})\\b`, 'g'), '$1_local');
}

/**
 * Makes the engine of a table a replicated one. Its copies find each other in Keeper under its
 * path; bookkeeping has one for all shards.
 */
function replicate(definition: string, { isSharded }: { isSharded: boolean }): string {
  const path = `'/clickhouse/tables/${isSharded ? '{shard}' : 'all'}/{database}/{table}'`;
  const replica = isSharded ? `'{replica}'` : `'{shard}-{replica}'`;
  return withWindow(definition).replace(
    /ENGINE = (\w*MergeTree)(?:\((.*?)\))?/,
    (_, engine: string, parameter?: string) =>
      `ENGINE = Replicated${engine}(${[path, replica, parameter].filter(Boolean).join(', ')})`,
  );
}

/**
 * Keeps the tokens that deduplicate inserts for a week: by default they are forgotten after an
 * hour, which a stopped import or sync may well outlast.
 */
function withWindow(sql: string): string {
  return sql.replaceAll(
    /non_(replicated_deduplication_window) = (\d+)/g,
    `$1 = $2, $1_seconds = ${REMEMBERED_SECONDS}`,
  );
}
