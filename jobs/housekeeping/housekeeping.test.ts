import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import type pg from 'pg';
import { pino } from 'pino';
import { systemClock } from '../../data/calendar.ts';
import { servingVersion } from '../../data/postgres/models/models.ts';
import { savePlan } from '../../data/postgres/plans/plans.ts';
import { promoteModel } from '../../data/testing/promote-model.ts';
import { NEW_REQUEST, NOW, openTestPostgres } from '../testing/stores.ts';
import { deleteExpired, type HousekeepingServices } from './housekeeping.ts';

const OLD = new Date('2025-06-01T10:00:00Z');
const RECENT = new Date('2026-11-01T10:00:00Z');
const log = pino({ level: 'silent' });
const noQueues = { clean: async () => {} };

async function openHouse(t: TestContext, change: Partial<HousekeepingServices> = {}) {
  const { pool, accept } = await openTestPostgres(t);
  const clock = () => NOW;
  const services = { pool, queues: noQueues, clock, keepDays: 400, log, ...change };
  const keep = () => deleteExpired(services, new AbortController().signal);
  /** A request of that time, ended unless `isOpen`, with the figures of its forecast. */
  const asked = async (at: Date, { isOpen = false, parentId }: Asked = {}) => {
    const relation = parentId ? 'follow-up' : undefined;
    const { id } = await accept({ parentId, relation });
    await pool.query('update forecast_request set created_at = $2 where id = $1', [id, at]);
    if (isOpen) return id;
    const ended = `update forecast_request
      set status = 'failed', failure = 'no', finished_at = $2, reported_at = $2 where id = $1`;
    await pool.query(ended, [id, at]);
    await pool.query(
      `insert into forecast (id, plan, plan_hash, generated_at, data_through, model_version, method,
         history_origin, impressions_p10, impressions_p50, impressions_p90)
       select id, plan, plan_hash, $2, '2025-01-01', 'v', 'm', 'observed', 1, 2, 3
       from forecast_request where id = $1`,
      [id, at],
    );
    return id;
  };
  return { pool, keep, asked };
}

interface Asked {
  isOpen?: boolean;
  parentId?: string;
}

const idsOf = async (pool: pg.Pool, table: string) =>
  new Set((await pool.query<{ id: string }>(`select id from ${table}`)).rows.map(({ id }) => id));

test('what ended long ago is forgotten; what is open, recent or still followed is kept', async (t) => {
  const { pool, keep, asked } = await openHouse(t);
  await asked(OLD);
  const open = await asked(OLD, { isOpen: true });
  const recent = await asked(RECENT);
  const followed = await asked(OLD);
  const following = await asked(RECENT, { parentId: followed });
  const parent = await asked(OLD);
  await asked(OLD, { parentId: parent });
  await keep();
  const kept = [open, recent, followed, following];
  assert.deepEqual(await idsOf(pool, 'forecast_request'), new Set(kept));
  assert.deepEqual(await idsOf(pool, 'forecast'), new Set([recent, followed, following]));
});

test('what was asked over HTTP is kept for a week, its forecast for as long as others', async (t) => {
  const { pool, keep, asked } = await openHouse(t);
  const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
  const old = await asked(daysAgo(8));
  const young = await asked(daysAgo(6));
  const open = await asked(daysAgo(8), { isOpen: true });
  await pool.query("update forecast_request set source = 'api'");
  const ofSlack = await asked(daysAgo(8));
  await keep();
  assert.deepEqual(await idsOf(pool, 'forecast_request'), new Set([young, open, ofSlack]));
  assert.deepEqual(await idsOf(pool, 'forecast'), new Set([old, young, ofSlack]));
});

test('forecasts of a saved plan are kept with it', async (t) => {
  const { pool, keep, asked } = await openHouse(t);
  const id = await asked(OLD);
  const saved = {
    status: 'draft' as const,
    channel: 'C1',
    savedBy: 'UALICE',
    name: 'Phones',
    plan: NEW_REQUEST.plan,
  };
  await savePlan(pool, { ...saved, teamId: undefined }, OLD);
  await keep();
  assert.deepEqual(await idsOf(pool, 'forecast'), new Set([id]));
  await pool.query('update plan set archived_at = updated_at');
  await keep();
  assert.deepEqual(await idsOf(pool, 'forecast'), new Set());
});

test('more than a batch is forgotten in one run', async (t) => {
  const { pool, keep } = await openHouse(t);
  await pool.query(
    `insert into notice (dedupe_key, channel, content, created_at, reported_at)
     select number::text, 'C1', '{"kind": "retrained"}', $1, $1
     from generate_series(1, 2500) as number`,
    [OLD],
  );
  await keep();
  assert.equal((await idsOf(pool, 'notice')).size, 0);
});

test('a day that is only pretended deletes nothing that is young in truth', async (t) => {
  const { pool, keep, asked } = await openHouse(t, {
    clock: () => new Date('2999-01-01T00:00:00Z'),
  });
  const id = await asked(systemClock());
  await keep();
  assert.deepEqual(await idsOf(pool, 'forecast_request'), new Set([id]));
  assert.deepEqual(await idsOf(pool, 'forecast'), new Set([id]));
});

test('the audit outlives everything else', async (t) => {
  const { pool, keep } = await openHouse(t, { keepDays: 28 });
  const add = (at: string) =>
    pool.query(
      `insert into audit (at, actor, action, outcome) values (${at}, 'UBOB', 'retrain', 'failed')`,
    );
  await add("now() - interval '11 months'");
  await add("now() - interval '25 months'");
  await keep();
  assert.equal((await idsOf(pool, 'audit')).size, 1);
});

test('old models go but for the last ones and the serving one, with their files', async (t) => {
  const modelsDir = await mkdtemp(join(tmpdir(), 'ducky-models-'));
  t.after(() => rm(modelsDir, { recursive: true }));
  const { pool, keep } = await openHouse(t, { modelsDir });
  const at = (index: number) => new Date(OLD.getTime() + index * 60_000);
  for (let index = 0; index < 15; index += 1) {
    const model = { version: `v${index}`, artifact: '{}', metadata: {}, trainedAt: at(index) };
    await promoteModel(pool, model, at(index));
    await mkdir(join(modelsDir, model.version));
  }
  await pool.query(`update model_version set serving = false where serving`);
  await pool.query(`update model_version set serving = true where version = 'v0'`);
  for (const draft of ['.draft-old', '.draft-new']) await mkdir(join(modelsDir, draft));
  await utimes(join(modelsDir, '.draft-old'), OLD, OLD);
  await keep();
  const kept = ['v0', ...Array.from({ length: 10 }, (_, index) => `v${index + 5}`)];
  const { rows } = await pool.query<{ version: string }>('select version from model_version');
  assert.deepEqual(new Set(rows.map(({ version }) => version)), new Set(kept));
  assert.deepEqual(new Set(await readdir(modelsDir)), new Set([...kept, '.draft-new']));
  assert.equal(await servingVersion(pool), 'v0');
});
