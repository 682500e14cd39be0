import { olapScript } from './script.ts';
import { supabaseWrappers } from './supabase-wrappers.ts';

const PLACEHOLDER = 'tcp://supabase:PASSWORD@HOST:9440/DATABASE?secure=true';

const STEPS = `-- 1. In ClickHouse, make a user that may only read, of the views in Ducky's database:
--      CREATE USER supabase IDENTIFIED BY 'PASSWORD'
--        SETTINGS readonly = 2, low_cardinality_allow_in_native_format = 0;
--      GRANT SELECT ON DATABASE.* TO supabase;
-- 2. Below, put PASSWORD, HOST and DATABASE into the address, which is kept in Vault.
-- 3. Run all of this in the SQL editor, as the role that owns Ducky's tables.
-- 4. Try it: select * from olap.data_span;`;

/** All that makes the schema `olap` on Supabase, with what to do by hand as comments. */
export async function supabaseScript(timeZone: string): Promise<string> {
  const { connect, define } = await olapScript({
    wrapper: supabaseWrappers(PLACEHOLDER),
    timeZone,
  });
  const statements = ['begin', ...connect, ...define, 'commit'];
  return [STEPS, ...statements.map((statement) => `${statement};`)].join('\n\n');
}
