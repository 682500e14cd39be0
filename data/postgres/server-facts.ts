import type pg from 'pg';
import { z } from 'zod';

const factsSchema = z.object({
  version: z.string(),
  /** 150004 is version 15.4. */
  versionNumber: z.number(),
  /** True for a standby, which takes no writes. */
  inRecovery: z.boolean(),
  databaseBytes: z.coerce.number(),
  connections: z.number(),
  maxConnections: z.number(),
  /** What its clock says, in milliseconds since 1970. */
  clockMs: z.number(),
});
export type PostgresFacts = z.infer<typeof factsSchema>;

const FACTS = `
  select current_setting('server_version') as version,
    current_setting('server_version_num')::int as "versionNumber",
    pg_is_in_recovery() as "inRecovery",
    pg_database_size(current_database()) as "databaseBytes",
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
    current_setting('max_connections')::int as "maxConnections",
    (extract(epoch from clock_timestamp()) * 1000)::float8 as "clockMs"`;

/** Reads a Postgres server's version, size, connections and clock, and whether it is a standby. */
export async function readPostgresFacts(pool: pg.Pool): Promise<PostgresFacts> {
  const { rows } = await pool.query(FACTS);
  return factsSchema.parse(rows[0]);
}

/** Finds tables without row level security, which any role with a grant could read whole. */
export async function tablesWithoutRowSecurity(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and not relrowsecurity
       and relowner = (select oid from pg_roles where rolname = current_user)
     order by 1`,
  );
  return rows.map(({ name }) => name);
}
