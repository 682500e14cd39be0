import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import type pg from 'pg';
import { pino } from 'pino';

import { startEmbedded } from '../embedded/services.ts';
import { openHome } from '../home.ts';
import { HAS_POSTGRES_15, startPostgres15 } from '../testing/postgres-15.ts';
import { makeSupabase, type Supabase, type Visitor } from '../testing/supabase.ts';
import { migratePostgres } from './migrate.ts';

const log = pino({ level: 'silent' });

/** What a signed-in user may read, and nothing else. */
const OPEN = ['forecast', 'forecast_day', 'plan', 'subscription'];

const PRIVILEGES = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];

const signedIn = (app_metadata: object): Visitor => ({
  role: 'authenticated',
  claims: { sub: randomUUID(), role: 'authenticated', app_metadata },
});
const ALICE = signedIn({ slack_team_id: 'TA' });
const ANON: Visitor = { role: 'anon' };
const SERVICE: Visitor = { role: 'service_role' };

const SERVERS = {
  'the embedded PostgreSQL': {
    skip: false,
    start: async (dir: string) => {
      const home = await openHome(dir);
      const services = await startEmbedded({ home, postgres: true, clickhouse: false, log });
      return { url: services.databaseUrl ?? '', stop: () => services.close() };
    },
  },
  'PostgreSQL 15': {
    skip: HAS_POSTGRES_15 ? false : 'postgresql-15 is not installed',
    start: startPostgres15,
  },
};

/** A forecast of one day, a plan and a subscription in the workspace. */
async function addTeam(owner: pg.Pool, team: string | null): Promise<void> {
  const id = randomUUID();
  const hash = 'a'.repeat(64);
  await owner.query(
    `insert into forecast values
      ($1, 'request', $2, '{}', $3, now(), '2026-11-01', 'v', 'm', 'observed', 1, 2, 3)`,
    [id, team, hash],
  );
  await owner.query("insert into forecast_day values ($1, '2026-11-02', 1, 2, 3)", [id]);
  await owner.query(
    `insert into plan (team_id, channel, saved_by, name, plan, plan_hash, created_at, updated_at)
     values ($1, 'C1', 'U1', 'Spring', '{}', $2, now(), now())`,
    [team, hash],
  );
  await owner.query(
    `insert into subscription
       (team_id, channel, created_by, weekday, local_time, time_zone, created_at, next_run_at)
     values ($1, 'C1', 'U1', 'mon', '09:00', 'Asia/Kolkata', now(), now())`,
    [team],
  );
}

for (const [name, { skip, start }] of Object.entries(SERVERS)) {
  describe(`Supabase on ${name}`, { skip }, () => {
    let dir: string;
    let server: { url: string; stop: () => Promise<void> };
    let supabase: Supabase;

    before(async () => {
      dir = await mkdtemp(join(tmpdir(), 'ducky-supabase-'));
      server = await start(dir);
      supabase = await makeSupabase(server.url);
      await migratePostgres(supabase.owner);
      for (const team of ['TA', 'TB', null]) await addTeam(supabase.owner, team);
    });

    after(async () => {
      await supabase.close();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    });

    /** The tables and sequences on which a role has any of these privileges. */
    async function granted(role: Visitor['role'], privileges: readonly string[]) {
      const { rows } = await supabase.owner.query<{ relname: string }>(
        `select distinct relname from pg_class, unnest($2::text[]) as privilege
         where relnamespace = 'public'::regnamespace and (
           relkind in ('r', 'v', 'm', 'f', 'p') and has_table_privilege($1, oid, privilege)
           or relkind = 'S' and has_sequence_privilege($1, oid, 'usage, select, update'))
         order by 1`,
        [role, privileges],
      );
      return rows.map(({ relname }) => relname);
    }

    const count = async (visitor: Visitor, table: string) =>
      (await supabase.as(visitor, `select 1 from ${table}`)).length;

    test('an owner that is no superuser migrates, and is not restricted', async () => {
      assert.deepEqual(await migratePostgres(supabase.owner), []);
      const { rowCount } = await supabase.owner.query('select 1 from forecast_day');
      assert.equal(rowCount, 3);
    });

    test('every table is under row security', async () => {
      const { rows } = await supabase.owner.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace
         and relkind in ('r', 'p') and not relrowsecurity`,
      );
      assert.deepEqual(rows, []);
    });

    test('nobody who is not signed in has any privilege', async () => {
      assert.deepEqual(await granted('anon', PRIVILEGES), []);
      await assert.rejects(count(ANON, 'forecast'), { code: '42501' });
    });

    test('a signed-in user may read four tables, and write none', async () => {
      assert.deepEqual(await granted('authenticated', ['select']), OPEN);
      const writing = PRIVILEGES.filter((privilege) => privilege !== 'select');
      assert.deepEqual(await granted('authenticated', writing), []);
    });

    test('a signed-in user reads what is of their own workspace', async () => {
      for (const table of OPEN) assert.equal(await count(ALICE, table), 1, table);
      const teams = await supabase.as(ALICE, 'select team_id from forecast');
      assert.deepEqual(teams, [{ team_id: 'TA' }]);
    });

    test('a token without a workspace reads nothing', async () => {
      const strangers: Visitor[] = [
        { role: 'authenticated' },
        { role: 'authenticated', claims: {} },
        { role: 'authenticated', claims: { user_metadata: { slack_team_id: 'TA' } } },
        { role: 'authenticated', claims: { slack_team_id: 'TA' } },
        ...[null, '', 'T', ['TA'], { TA: 1 }, "TA' or true --"].map((slack_team_id) =>
          signedIn({ slack_team_id }),
        ),
      ];
      for (const stranger of strangers)
        for (const table of OPEN) {
          assert.equal(await count(stranger, table), 0, JSON.stringify(stranger.claims));
        }
    });

    test('what nobody may read is refused to signed-in users', async () => {
      for (const table of ['forecast_request', 'live_request', 'outbox', 'audit', 'digest']) {
        await assert.rejects(count(ALICE, table), { code: '42501' }, table);
      }
    });

    test('the service role reads every workspace, as it does everywhere on Supabase', async () => {
      for (const table of OPEN) assert.equal(await count(SERVICE, table), 3, table);
    });

    test('no function runs with the rights of its owner, or finds what a caller puts in its way', async () => {
      const { rows } = await supabase.owner.query(
        `select proname from pg_proc where pronamespace = 'public'::regnamespace
         and (prosecdef or prolang = (select oid from pg_language where lanname = 'plpgsql')
           and not coalesce(array_to_string(proconfig, ',') like '%search_path=%', false))`,
      );
      assert.deepEqual(rows, []);
    });
  });
}
