import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';

import { poolReading } from '../../data/metrics/pool-reading.ts';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import { openQueues } from '../../jobs/queue.ts';
import { httpMetrics } from '../http/metrics.ts';
import { eventually } from '../testing/started-ducky.ts';
import { addSharedReadings, createBotMetrics } from './bot-metrics.ts';

type Metric = MetricObjectWithValues<MetricValue<string>>;

/** Each takes few values, all of them ours. */
const LABELS = new Set([
  ...['method', 'route', 'status', 'outcome', 'name', 'state', 'pool', 'until', 'direction'],
  // One at a time.
  'version',
]);

/** What Prometheus's own linter (promtool check metrics) asks of names. */
function problemsOf({ name, help, type, values }: Metric): string[] {
  const rules: [boolean, string][] = [
    [/^ducky(_[a-z]+)+$/.test(name), 'a name of lower case words'],
    [help.length > 0, 'a help text'],
    [(String(type) === 'counter') === name.endsWith('_total'), '_total on counters alone'],
    [!/_(ms|milliseconds|minutes|percent|kb)(_|$)/.test(name), 'base units'],
    [!/_(gauge|histogram|counter|count|sum|bucket)$/.test(name), 'no type in the name'],
  ];
  const used = new Set(values.flatMap(({ labels }) => Object.keys(labels)));
  const strange = [...used].filter((label) => !LABELS.has(label) && label !== 'le');
  return [
    ...rules.filter(([isKept]) => !isKept).map(([, rule]) => `${name}: ${rule}`),
    ...strange.map((label) => `${name}: label ${label}`),
  ];
}

test('a bot tells of the stores and the queues, under names that Prometheus’s linter accepts', async (t) => {
  const { url: databaseUrl, pool } = await testPostgres(t);
  await migratePostgres(pool);
  await pool.query(
    `insert into model_version (version, artifact, metadata, trained_at, promoted_at, serving)
     values ('v1', '{}', '{}', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', true)`,
  );
  await pool.query(
    `insert into live_accuracy
       (date, model_version, forecasts, impressions, error, absolute_error, covered)
     values ('2026-11-20', 'v1', 10, 1000, 50, 100, 8)`,
  );
  const bot = createBotMetrics();
  const attempts: string[] = [];
  const queues = await openQueues({
    databaseUrl,
    prefix: 'test',
    onAttempt: (attempt) => {
      attempts.push(attempt.outcome);
      bot.onAttempt(attempt);
    },
    log: pino({ level: 'silent' }),
  });
  t.after(() => queues.close());
  addSharedReadings(bot.process, { pool, queues });
  bot.process.addReading(poolReading({ bot: pool }));
  httpMetrics(bot.process).answered({ method: 'GET', route: '/x', status: '200', seconds: 0.1 });
  bot.onForecast('told', 1_500);
  bot.llm.used({ inputTokens: 10, outputTokens: 2 });

  const job = { name: 'digest', digestId: '00000000-0000-4000-8000-000000000001' } as const;
  await queues.add(job);
  const waiting = (await bot.process.text()).split('\n');
  for (const line of [
    'ducky_queue_jobs{name="digest",state="waiting"} 1',
    'ducky_queue_jobs{name="forecast",state="waiting"} 0',
    'ducky_queue_oldest_wait_seconds{name="forecast"} 0',
    'ducky_sync_backlog_rows 0',
    'ducky_model_info{version="v1",method="unknown"} 1',
    `ducky_model_trained_timestamp_seconds ${Date.parse('2026-11-20') / 1000}`,
    'ducky_accuracy_wape_ratio 0.1',
    'ducky_accuracy_coverage_ratio 0.8',
    'ducky_forecast_latency_seconds_sum{until="told"} 1.5',
    'ducky_llm_tokens_total{direction="input"} 10',
  ]) {
    assert.ok(waiting.includes(line), line);
  }
  await eventually('a wait that grows', async () => {
    const text = await bot.process.text();
    return Number(/^ducky_queue_oldest_wait_seconds\{name="digest"\} (.*)$/m.exec(text)?.[1]) > 0;
  });

  await queues.startWorker('digest', {
    concurrency: 1,
    processor: { timeoutMs: 60_000, handler: async () => undefined },
  });
  await queues.waitFor(job, 30_000);
  const done = (await bot.process.text()).split('\n');
  assert.ok(done.includes('ducky_queue_jobs{name="digest",state="waiting"} 0'));
  assert.deepEqual(attempts, ['done']);
  assert.ok(done.includes('ducky_job_seconds_count{name="digest",outcome="done"} 1'));

  const metrics: Metric[] = await bot.process.registry.getMetricsAsJSON();
  const ours = metrics.filter(({ name }) => name.startsWith('ducky_'));
  assert.ok(ours.length > 15);
  assert.deepEqual(ours.flatMap(problemsOf), []);
});
