import pg from 'pg';
import { pino } from 'pino';

import { inTransaction, openPostgres } from '../postgres/client.ts';

/** The roles of a Supabase project; Ducky's own is no superuser there either. */
const ROLES = `
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role authenticator login noinherit password 'test';
  grant anon, authenticated, service_role to authenticator;
  create role ducky login password 'test';`;

/** What Supabase grants on everything to come in the schema that its API serves. */
const DEFAULT_GRANTS = `
  grant usage on schema public to anon, authenticated, service_role;
  alter default privileges for role ducky in schema public
    grant all on tables to anon, authenticated, service_role;
  alter default privileges for role ducky in schema public
    grant all on sequences to anon, authenticated, service_role;
  alter default privileges for role ducky in schema public
    grant all on functions to anon, authenticated, service_role;`;

/** Who comes through Supabase's API: a role, and the claims of the token where one is signed in. */
export interface Visitor {
  role: 'anon' | 'authenticated' | 'service_role';
  claims?: unknown;
}

export interface Supabase {
  /** Connected as the role that owns the database. */
  owner: pg.Pool;
  /** The rows that a statement gives a visitor. */
  as<Row>(visitor: Visitor, sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** Makes a database as Supabase has them. Roles are a whole server's, so it must be the test's own. */
export async function makeSupabase(serverUrl: string): Promise<Supabase> {
  const server = new pg.Pool({ connectionString: serverUrl, max: 1 });
  await server.query(ROLES);
  await server.query('create database supabase owner ducky');
  await server.end();
  const admin = new pg.Pool({ connectionString: addressOf(serverUrl), max: 1 });
  await admin.query(DEFAULT_GRANTS);
  await admin.end();
  const log = pino({ level: 'silent' });
  const owner = openPostgres({ url: addressOf(serverUrl, 'ducky'), log });
  const api = openPostgres({ url: addressOf(serverUrl, 'authenticator'), log });
  return {
    owner,
    as: (visitor, sql) => runAs(api, visitor, sql),
    close: async () => {
      await Promise.all([owner.end(), api.end()]);
    },
  };
}

function runAs<Row>(api: pg.Pool, { role, claims }: Visitor, sql: string): Promise<Row[]> {
  return inTransaction(api, async (client) => {
    const token = claims === undefined ? '' : JSON.stringify(claims);
    await client.query("select set_config('request.jwt.claims', $1, true)", [token]);
    await client.query(`set local role ${role}`);
    return (await client.query(sql)).rows;
  });
}

function addressOf(serverUrl: string, user?: string): string {
  const url = new URL(serverUrl);
  url.pathname = '/supabase';
  if (user !== undefined) Object.assign(url, { username: user, password: 'test' });
  return url.href;
}
