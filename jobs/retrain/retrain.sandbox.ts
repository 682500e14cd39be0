import { clockFor } from '../../data/calendar.ts';
import { openClickHouse } from '../../data/clickhouse/client.ts';
import { readConfig } from '../../data/config.ts';
import { secretsToRedact } from '../../data/log/config-secrets.ts';
import { openLog } from '../../data/log/log.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { modelsDirOf, requireStores } from '../process/stores.ts';
import type { SandboxWork } from '../queue/sandbox.ts';
import { openQueues } from '../queue.ts';
import { retrainRules } from './retrain-rules.ts';

/** A scan of all history may take long, and nobody waits for it. */
const QUERY_TIMEOUT_MS = 10 * 60_000;

/**
 * Retraining, for a process of its own. Takes its connections from the environment it shares with
 * the worker: jobs hold no secrets.
 */
export default async function openRetraining(): Promise<SandboxWork<'retrain'>> {
  const config = readConfig(process.env);
  const log = openLog({ level: config.LOG_LEVEL ?? 'info', secrets: secretsToRedact(config) });
  const { databaseUrl, clickhouseUrl } = requireStores(config);
  const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, log });
  const pool = openPostgres({ url: databaseUrl, log, maxConnections: 2 });
  const clickhouse = openClickHouse(clickhouseUrl, { requestTimeoutMs: QUERY_TIMEOUT_MS });
  const rules = retrainRules({
    pool,
    queues,
    clickhouse,
    clock: clockFor(config.TODAY, config.REPORTING_TIME_ZONE),
    timeZone: config.REPORTING_TIME_ZONE,
    modelsDir: modelsDirOf(config),
    retrainEveryDays: config.RETRAIN_EVERY,
    adminChannels: config.ADMIN_CHANNELS,
    log,
  });
  const close = async () => {
    await queues.close();
    await Promise.all([pool.end(), clickhouse.close()]);
  };
  return { rules, log, close };
}
