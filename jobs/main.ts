import { type Logger, pino } from 'pino';

import { clockFor, systemClock } from '../data/calendar.ts';
import { openClickHouse } from '../data/clickhouse/client.ts';
import { outlineReader } from '../data/clickhouse/queries/history-outline.ts';
import { type Config, readConfig } from '../data/config.ts';
import { AppError, describeError } from '../data/errors.ts';
import { migrateStores } from '../data/migrate.ts';
import { openPostgres } from '../data/postgres/client.ts';
import { aborted, stopRequest } from '../data/stop-request.ts';
import { scheduleDigests } from './digest/digests.ts';
import { openServingModel } from './models.ts';
import { openQueues } from './queue.ts';
import { startReconciler } from './reconcile.ts';
import { requireStores } from './stores.ts';
import { startSyncTrigger } from './sync-trigger.ts';
import { startWorkers } from './workers.ts';

/** One listens for live requests; forecasts mostly wait for ClickHouse and hold none. */
const MAX_CONNECTIONS = 8;

/** How soon forecasts know of new days of history. */
const OUTLINE_AGE_MS = 3_000;

/** Starts the worker; the returned function lets running jobs end and closes everything. */
async function startWorker(config: Config, log: Logger): Promise<() => Promise<void>> {
  const { databaseUrl, clickhouseUrl } = requireStores(config);
  const pool = openPostgres({ url: databaseUrl, log, maxConnections: MAX_CONNECTIONS });
  const clickhouse = openClickHouse(clickhouseUrl);
  await migrateStores(pool, clickhouseUrl, config);
  const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, log });
  const services = {
    pool,
    queues,
    clickhouse,
    clock: clockFor(config.TODAY, config.REPORTING_TIME_ZONE),
    log,
  };
  await startWorkers(queues, {
    ...services,
    readOutline: outlineReader(clickhouse, { maxAgeMs: OUTLINE_AGE_MS, clock: systemClock }),
    serving: openServingModel(pool),
    timeZone: config.REPORTING_TIME_ZONE,
    graceMs: config.LIVE_GRACE_MINUTES * 60_000,
  });
  await scheduleDigests(queues);
  const stopReconciler = startReconciler(services);
  const stopSyncTrigger = await startSyncTrigger(services);
  return async () => {
    await Promise.all([stopReconciler(), stopSyncTrigger()]);
    await queues.close();
    await Promise.all([pool.end(), clickhouse.close()]);
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.LOG_LEVEL ?? 'info', base: null }, pino.destination(2));
  const asked = stopRequest();
  const stop = await startWorker(config, log);
  log.info('worker ready');
  process.send?.('ready');
  await aborted(asked);
  log.info('worker ending');
  await stop();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof AppError ? describeError(error) : error);
  process.exit(1);
}
