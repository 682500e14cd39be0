import { join } from 'node:path';

import { type Logger, pino } from 'pino';

import { clockFor } from '../data/calendar.ts';
import { openClickHouse } from '../data/clickhouse/client.ts';
import { type Config, readConfig } from '../data/config.ts';
import { openPostgres } from '../data/postgres/client.ts';
import type { JobOf } from './contract.ts';
import { retrain } from './retrain.ts';
import { type JobContext, runJob, type TakenJob } from './run.ts';
import { requireStores } from './stores.ts';

const TIMEOUT_MS = 30 * 60_000;

/** A scan of all history may take long, and nobody waits for it. */
const QUERY_TIMEOUT_MS = 10 * 60_000;

/**
 * Retrains in a child process of the worker, since training computes for minutes. Takes its
 * connections from the environment it shares with the worker: jobs hold no secrets.
 */
export default async function processRetrain(
  taken: TakenJob,
  _token: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.LOG_LEVEL ?? 'info', base: null }, pino.destination(2));
  const endWithWorker = () => process.exit(1);
  process.once('disconnect', endWithWorker);
  const handler = (job: JobOf<'retrain'>, context: JobContext) =>
    retrainOnce(config, { log: log.child({ reason: job.reason }), context });
  try {
    await runJob(taken, signal, { rules: { handler, timeoutMs: TIMEOUT_MS }, log });
  } finally {
    process.off('disconnect', endWithWorker);
  }
}

async function retrainOnce(
  config: Config,
  { log, context }: { log: Logger; context: JobContext },
): Promise<void> {
  const { databaseUrl, clickhouseUrl } = requireStores(config);
  const pool = openPostgres({ url: databaseUrl, log, maxConnections: 2 });
  const clickhouse = openClickHouse(clickhouseUrl, { requestTimeoutMs: QUERY_TIMEOUT_MS });
  try {
    const version = await retrain({
      pool,
      clickhouse,
      now: clockFor(config.TODAY, config.REPORTING_TIME_ZONE)(),
      timeZone: config.REPORTING_TIME_ZONE,
      modelsDir: config.DUCKY_HOME && join(config.DUCKY_HOME, 'models'),
      signal: context.signal,
      onProgress: context.progress,
    });
    log.info({ version }, 'model promoted');
  } finally {
    await Promise.all([pool.end(), clickhouse.close()]);
  }
}
