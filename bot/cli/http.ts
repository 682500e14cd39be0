import type { RequestListener } from 'node:http';

import type { Logger } from 'pino';

import { type Clock, dayIn, systemClock } from '../../data/calendar.ts';
import { pingClickHouse } from '../../data/clickhouse/client.ts';
import { currentOutline } from '../../data/clickhouse/queries/history-outline.ts';
import type { Config } from '../../data/config.ts';
import { poolReading } from '../../data/metrics/pool-reading.ts';
import { openRtbReader } from '../../data/openrtb/read-request.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { acceptLiveRequests } from '../../data/postgres/live-requests.ts';
import type { Probe } from '../../data/readiness.ts';
import type { Queues } from '../../jobs/queue.ts';
import { type HttpApi, openHttpApi } from '../http/api.ts';
import type { TokenKeys } from '../http/tokens/signing-key.ts';
import { addSharedReadings, type BotMetrics } from './bot-metrics.ts';
import type { Closer, Stores } from './runtime.ts';

/**
 * Connections for forecasts and for bodies of live requests, which take none of each other's, nor
 * those that answers in Slack need.
 */
const FORECAST_CONNECTIONS = { maxConnections: 4, idleConnections: 2 };
const LIVE_CONNECTIONS = { maxConnections: 2, idleConnections: 1 };

/** Longer than any query takes that is not stuck. */
const QUERY_TIMEOUT_MS = 30_000;

export interface HttpParts {
  config: Config;
  stores: Stores;
  queues: Queues;
  metrics: BotMetrics;
  /** Keys of the access tokens. */
  keys: TokenKeys;
  userHashKey: string;
  /** Says which day it is for live requests. */
  clock: Clock;
  log: Logger;
  closers: Closer[];
  /** Whether Slack lets the bot of this process in, where it has one. */
  checkSlack?: Probe;
  /** Takes what Slack sends over HTTP. */
  handleSlack?: RequestListener | undefined;
}

/**
 * Opens the HTTP interface on the stores and the queue, with connection pools of its own; it must
 * be closed before them.
 */
export async function openHttp(parts: HttpParts): Promise<HttpApi> {
  const { config, stores, queues, keys, userHashKey, clock, log, closers, checkSlack, metrics } =
    parts;
  const { REPORTING_TIME_ZONE: timeZone } = config;
  const shared = { url: stores.databaseUrl, log, queryTimeoutMs: QUERY_TIMEOUT_MS };
  const pool = openPostgres({ ...shared, ...FORECAST_CONNECTIONS });
  const livePool = openPostgres({ ...shared, ...LIVE_CONNECTIONS });
  closers.push(
    () => pool.end(),
    () => livePool.end(),
  );
  addSharedReadings(metrics.process, { pool: stores.pool, queues });
  metrics.process.addReading(poolReading({ bot: stores.pool, http: pool, live: livePool }));
  return openHttpApi({
    tokens: { keys, systemIdentity: config.SYSTEM_IDENTITY },
    // Tokens are valid in real time, whatever day is taken as today.
    clock: systemClock,
    openIntake: () => ({
      read: openRtbReader({
        userHashKey,
        timeZone,
        today: () => dayIn(timeZone, clock()),
        receivedAt: clock(),
      }),
      accept: (requests) => acceptLiveRequests(livePool, requests),
    }),
    forecasts: {
      pool,
      queues,
      clickhouse: stores.clickhouse,
      readOutline: currentOutline(stores.clickhouse),
      clock,
      timeZone,
      log,
    },
    metrics: metrics.process,
    probes: {
      postgres: () => stores.pool.query('select 1'),
      clickhouse: () => pingClickHouse(stores.clickhouse),
      queue: () => queues.state({ name: 'sync' }),
      ...(checkSlack && { slack: checkSlack }),
    },
    handleSlack: parts.handleSlack,
    log,
  });
}
