import type { Logger } from 'pino';

import { clockFor, systemClock } from '../data/calendar.ts';
import { openClickHouse, pingClickHouse } from '../data/clickhouse/client.ts';
import { outlineReader } from '../data/clickhouse/queries/history-outline.ts';
import type { Config } from '../data/config.ts';
import { runMain } from '../data/log/run-main.ts';
import { poolReading } from '../data/metrics/pool-reading.ts';
import { migrateStores } from '../data/migrate.ts';
import { openPostgres } from '../data/postgres/client.ts';
import { runUntilStopped } from '../data/run-until-stopped.ts';
import { endWhenAskedAgain, stopRequest } from '../data/stop-request.ts';
import { scheduleDigests } from './digest/digests.ts';
import { openForecastCache } from './forecast/forecast-cache.ts';
import { openServingModel } from './models.ts';
import { createMonitoring, type Monitoring, openMonitoringPort } from './process/monitoring.ts';
import { modelsDirOf, requireStores } from './process/stores.ts';
import { startWorkers } from './process/workers.ts';
import { openQueues } from './queue.ts';
import { startReconciler } from './reconcile/reconcile.ts';
import { startSyncTrigger } from './sync/sync-trigger.ts';
import { scheduleUpkeep } from './upkeep/upkeep.ts';

/** One listens for live requests; forecasts mostly wait for ClickHouse and hold none. */
const MAX_CONNECTIONS = 8;

/** How soon forecasts know of new days of history, and of another model. */
const OUTLINE_AGE_MS = 3_000;
const MODEL_AGE_MS = 500;

/**
 * Starts the worker process: connects to Postgres, ClickHouse and the queue, applies migrations,
 * and takes jobs. The returned function shuts it down: running jobs end, and everything is closed.
 */
async function startWorker(
  config: Config,
  monitoring: Monitoring,
  log: Logger,
): Promise<() => Promise<void>> {
  const { databaseUrl, clickhouseUrl } = requireStores(config);
  await using opened = new AsyncDisposableStack();
  const pool = openPostgres({ url: databaseUrl, log, maxConnections: MAX_CONNECTIONS });
  opened.defer(() => pool.end());
  const clickhouse = openClickHouse(clickhouseUrl);
  opened.defer(() => clickhouse.close());
  await migrateStores(pool, clickhouseUrl, config);
  const { onAttempt } = monitoring;
  const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, onAttempt, log });
  const services = {
    pool,
    queues,
    clickhouse,
    readOutline: outlineReader(clickhouse, { maxAgeMs: OUTLINE_AGE_MS, clock: systemClock }),
    clock: clockFor(config.TODAY, config.REPORTING_TIME_ZONE),
    timeZone: config.REPORTING_TIME_ZONE,
    adminChannels: config.ADMIN_CHANNELS,
    log,
  };
  const cache = openForecastCache(services);
  opened.defer(() => cache.close());
  // Running jobs end before what they work with is closed.
  opened.defer(() => queues.close());
  await startWorkers(queues, {
    ...services,
    cache,
    serving: openServingModel(pool, { maxAgeMs: MODEL_AGE_MS }),
    onStored: (latencyMs) => monitoring.onForecast('stored', latencyMs),
    graceMs: config.LIVE_GRACE_MINUTES * 60_000,
    retrainEveryDays: config.RETRAIN_EVERY,
    keepDays: config.KEEP_DAYS,
    modelsDir: modelsDirOf(config),
  });
  await scheduleDigests(queues);
  await scheduleUpkeep(queues);
  opened.defer(startReconciler(services));
  opened.defer(await startSyncTrigger(services));
  monitoring.metrics.addReading(poolReading({ worker: pool }));
  monitoring.probes = {
    postgres: () => pool.query('select 1'),
    clickhouse: () => pingClickHouse(clickhouse),
    queue: () => queues.state({ name: 'sync' }),
  };
  const running = opened.move();
  return () => running.disposeAsync();
}

/** Runs the worker until a signal asks it to end, and tells its parent process when it is ready. */
async function main(config: Config, log: Logger): Promise<void> {
  const asked = stopRequest();
  endWhenAskedAgain(asked);
  const onReady = () => {
    log.info('worker ready');
    process.send?.('ready');
  };
  const monitoring = createMonitoring();
  const port = await openMonitoringPort(config, monitoring, log);
  await runUntilStopped({ start: () => startWorker(config, monitoring, log), onReady, asked, log });
  await port?.close();
}

process.exit(await runMain(process.env, main));
