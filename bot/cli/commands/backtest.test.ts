import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import { migratePostgres } from '../../../data/postgres/migrate.ts';
import { testPostgres } from '../../../data/testing/databases.ts';
import { openTestHistory } from '../../../jobs/testing/stores.ts';
import { runDucky } from '../../testing/started-ducky.ts';

/** `ducky backtest` on a history of 40 days of the test's own. */
async function openCommand(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'ducky-backtest-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const { url, pool } = await testPostgres(t);
  await migratePostgres(pool);
  const history = await openTestHistory(t, { days: 40, lastDay: '2026-11-22' });
  const env = { DUCKY_HOME: home, DATABASE_URL: url, CLICKHOUSE_URL: history.url };
  const run = (args: readonly string[], input?: string) =>
    runDucky(['backtest', '--today', '2026-11-22', ...args], env, input);
  return { home, run };
}

const FLIGHT = { start: '2026-12-01', end: '2026-12-02' };
const plan = (os: string) =>
  JSON.stringify({ targeting: { os: { include: [os] } }, flight: FLIGHT });

test('a backtest is told as text and as JSON, and its forecasts are written for other tools', async (t) => {
  const { home, run } = await openCommand(t);
  const folder = join(home, 'deep', 'export');
  const options = ['--plans', '-', '--origins', '2', '--horizon', '3'];
  const plans = `${plan('ios')}\n\n${plan('android')}\n`;
  const { stdout, stderr, code } = await run([...options, '--export', folder], plans);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^4 forecasts of 2 targetings, as of 2 days from 17 Nov 2026 to 18 Nov 2026/,
  );
  assert.match(stdout, /^baseline +0\.0% +0\.0% +– +– +100% +0\.0% +100%$/m);
  assert.match(stdout, /^People get baseline\./m);

  const json = JSON.parse((await run([...options, '--json'], plans)).stdout);
  assert.deepEqual(
    [json.served, json.targetings, json.forecasts, json.methods.length],
    ['baseline', 2, 4, 3],
  );
  assert.deepEqual((await readdir(folder)).sort(), [
    ...['backtest.json', 'forecasts.csv', 'history.csv', 'targetings.jsonl'],
  ]);
  const forecasts = await readFile(join(folder, 'forecasts.csv'), 'utf8');
  const [heading, first] = forecasts.split('\r\n');
  assert.equal(heading, 'targeting,origin,date,method,p10,p50,p90,actual');
  assert.equal(first, '1,2026-11-17,2026-11-18,naive,,300,,300');
  assert.equal(forecasts.trim().split('\r\n').length, 1 + 2 * 2 * 3 * 3);
  const targetings = await readFile(join(folder, 'targetings.jsonl'), 'utf8');
  assert.equal(
    targetings.split('\n')[1],
    '{"targeting":2,"dimensions":{"os":{"include":["android"]}}}',
  );
});

test('every line that is no plan is named, and a bad option is refused', async (t) => {
  const { run } = await openCommand(t);
  const { code, stderr } = await run(
    ['--plans', '-'],
    `${plan('ios')}\nrubbish\n{"targeting":{}}\n`,
  );
  assert.equal(code, 2);
  assert.match(stderr, /Give one plan a line/);
  assert.match(stderr, /Line 2: /);
  assert.match(stderr, /Line 3: flight/);
  const many = await run(['--plans', '-'], 'x\n'.repeat(30));
  assert.match(many.stderr, /And 10 more\./);
  const nowhere = await run(['--export', '/dev/null/folder']);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /The folder \/dev\/null\/folder cannot be made: /);
  const horizon = await run(['--horizon', '61']);
  assert.equal(horizon.code, 2);
  assert.match(horizon.stderr, /whole number from 1 to 60/);
});
