import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { clockFor } from '../../../data/calendar.ts';
import { currentOutline } from '../../../data/clickhouse/queries/history-outline.ts';
import { openQueues } from '../../../jobs/queue.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import {
  NEW_REQUEST,
  NOW,
  openTestHistory,
  openTestPostgres,
} from '../../../jobs/testing/stores.ts';
import { eventually } from '../../testing/started-ducky.ts';
import { ended, post } from '../testing/forecasting-api.ts';
import { runningApi } from '../testing/running-api.ts';

const WORKER = new URL('../../../jobs/main.ts', import.meta.url);
const TODAY = '2026-11-22';
const log = pino({ level: 'silent' });

const refuse = () => Promise.reject(new Error('The queue is away.'));

/** The interface with workers in processes of their own. */
async function openApi(t: TestContext, { isQueueAway = false } = {}) {
  const { url: databaseUrl, pool } = await openTestPostgres(t);
  const { url, client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const queues = await openQueues({ databaseUrl, log });
  t.after(() => queues.close());
  const services = {
    pool,
    queues: isQueueAway ? { add: refuse, cancel: refuse } : queues,
    clickhouse,
    readOutline: currentOutline(clickhouse),
  };
  const forecasts = { ...services, clock: clockFor(TODAY, 'UTC'), timeZone: 'UTC', log };
  const api = await runningApi(t, { forecasts });
  const env = { ...process.env, DATABASE_URL: databaseUrl, CLICKHOUSE_URL: url };
  /** Resolves when the worker is ready; calling what it gives kills it as a crash would. */
  const startWorker = async () => {
    const options = { env: { ...env, TODAY, LOG_LEVEL: 'silent' }, execArgv: [] };
    const child = fork(WORKER, options);
    const exited = once(child, 'exit');
    const kill = async () => {
      child.kill('SIGKILL');
      await exited;
    };
    t.after(kill);
    const died = exited.then(([code]) => assert.fail(`the worker ended with ${code}`));
    died.catch(() => undefined);
    await Promise.race([once(child, 'message'), died]);
    return kill;
  };
  return { api, pool, startWorker };
}

test('a forecast whose worker dies in the middle is made by the next', async (t) => {
  const { api, pool, startWorker } = await openApi(t);
  const kill = await startWorker();
  const headers = { prefer: 'respond-async' };
  const response = await post({ ...api, headers }, '/api/v1/forecast', NEW_REQUEST.plan);
  const { url } = JSON.parse(await response.text());
  // It waits for a model, and so is in the middle.
  const running = "select from forecast_request where status = 'running'";
  await eventually('the middle', async () => (await pool.query(running)).rowCount === 1);
  await kill();
  await promoteTestModel(pool, NOW);
  await startWorker();
  assert.equal((await ended(api, url)).status, 'answered');
});

test('a request that never came to be a job is found and done', async (t) => {
  const { api, pool, startWorker } = await openApi(t, { isQueueAway: true });
  await promoteTestModel(pool, NOW);
  const headers = { prefer: 'respond-async' };
  const response = await post({ ...api, headers }, '/api/v1/forecast', NEW_REQUEST.plan);
  const { url } = JSON.parse(await response.text());
  await startWorker();
  assert.equal((await ended(api, url)).status, 'answered');
});
