import type pg from 'pg';

export interface OlapFacts {
  /** Foreign tables in the schema `olap`. */
  tables: number;
  /** Name of the foreign data wrapper behind them. */
  wrapper: string | null;
  /** Why the one of the history's days gives none; null where it does, or there is none. */
  failure: string | null;
}

/** The smallest of them tells whether they answer. */
const TABLES = `
  select count(*) over ()::int as tables, foreign_data_wrapper_name as wrapper,
    format('select from olap.%I limit 1', foreign_table_name) as probe
  from information_schema.foreign_tables
  join information_schema.foreign_servers using (foreign_server_catalog, foreign_server_name)
  where foreign_table_schema = 'olap'
  order by foreign_table_name <> 'data_span', foreign_table_name
  limit 1`;

/** Checks whether ClickHouse can be queried from Postgres, by the foreign tables of `olap`. */
export async function readOlapFacts(pool: pg.Pool): Promise<OlapFacts> {
  const { rows } = await pool.query<{ tables: number; wrapper: string; probe: string }>(TABLES);
  const [found] = rows;
  if (!found) return { tables: 0, wrapper: null, failure: null };
  const failure = await pool.query(found.probe).then(
    () => null,
    (error: Error) => error.message,
  );
  return { tables: found.tables, wrapper: found.wrapper, failure };
}
