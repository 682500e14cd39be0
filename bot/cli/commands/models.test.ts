import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { migratePostgres } from '../../../data/postgres/migrate.ts';
import { testClickHouse, testPostgres } from '../../../data/testing/databases.ts';
import { retrainRules } from '../../../jobs/retrain/retrain-rules.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { openTestQueues } from '../../../jobs/testing/queues.ts';
import { openTestHistory } from '../../../jobs/testing/stores.ts';
import { runDucky } from '../../testing/started-ducky.ts';

const log = pino({ level: 'silent' });
const AT = new Date('2026-11-20T10:00:00Z');
const TODAY = ['--today', '2026-11-22'];

/** `ducky` on stores of the test's own. */
async function openCommand(t: TestContext, clickhouseUrl?: string) {
  const home = await mkdtemp(join(tmpdir(), 'ducky-models-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const { url, pool } = await testPostgres(t);
  await migratePostgres(pool);
  const env = {
    DUCKY_HOME: home,
    DATABASE_URL: url,
    CLICKHOUSE_URL: clickhouseUrl ?? (await testClickHouse(t)).url,
  };
  return { pool, databaseUrl: url, run: (...args: string[]) => runDucky([...args, ...TODAY], env) };
}

test('models are listed, and an earlier one serves again, which is audited', async (t) => {
  const { pool, run } = await openCommand(t);
  assert.match((await run('models')).stdout, /no model yet. `ducky train`/);
  const first = await promoteTestModel(pool, AT);
  const second = await promoteTestModel(pool, new Date(AT.getTime() + 1));

  const { stdout } = await run('models', '--json');
  const { models } = JSON.parse(stdout);
  assert.deepEqual(
    models.map(({ version, serving }: { version: string; serving: boolean }) => [version, serving]),
    [
      [second, true],
      [first, false],
    ],
  );
  assert.equal(models[0].method, 'baseline');
  assert.equal(typeof models[0].metrics.wape, 'number');

  const back = await run('models', 'rollback', '--json');
  assert.deepEqual(JSON.parse(back.stdout), { version: first, replaced: second });
  const table = await run('models');
  assert.match(table.stdout, new RegExp(`^served +${second}.*\\nserves +${first}`, 'm'));

  const refused = await run('models', 'rollback', 'v0');
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /There is no model v0. `ducky models` lists/);
  const { rows } = await pool.query('select actor, action, outcome, detail from audit order by id');
  const command = { actor: 'command line', action: 'rollback' };
  assert.deepEqual(rows, [
    { ...command, outcome: 'succeeded', detail: { version: first, replaced: second } },
    { ...command, outcome: 'failed', detail: { version: 'v0' } },
  ]);
});

test('training says whether the new model serves, and how it did beside the serving one', async (t) => {
  const { url, client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-22' });
  const { pool, databaseUrl, run } = await openCommand(t, url);
  const queues = await openTestQueues(t, { databaseUrl, log });
  let minutes = 0;
  const clock = () => new Date(AT.getTime() + 60_000 * minutes++);
  const schedule = { retrainEveryDays: 7, adminChannels: [] };
  const services = { pool, queues, clickhouse, clock, timeZone: 'UTC', ...schedule, log };
  await queues.startWorker('retrain', { processor: retrainRules(services), concurrency: 1 });

  const first = await run('train', '--json');
  assert.match(first.stdout, /"decision":"promoted","reason":"There was no model/, first.stderr);
  const { stdout } = await run('train');
  assert.match(stdout, /^Model \S+ serves now\. Its daily error is the same\.\n\nBoth measured/);
  assert.match(stdout, /^ +New +Serving\nDaily error +0\.0% +0\.0%$/m);
});
