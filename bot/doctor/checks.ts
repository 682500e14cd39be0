import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import { type Clock, type Day, systemClock } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import { withTimeout } from '../../data/with-timeout.ts';
import type { Queues } from '../../jobs/queue.ts';
import { lookAtClickHouse, whyAway } from './checks/clickhouse.ts';
import { lookAtHistory } from './checks/history.ts';
import { lookAtLanguageModel } from './checks/language-model.ts';
import { lookAtModel } from './checks/model.ts';
import { lookAtOlap } from './checks/olap.ts';
import { lookAtPostgres } from './checks/postgres.ts';
import { lookAtPostgresSchema } from './checks/postgres-schema.ts';
import { lookAtQueue } from './checks/queue.ts';
import { lookAtSlack } from './checks/slack.ts';
import { lookAtSync } from './checks/sync.ts';
import type { Check } from './examine.ts';

/** A server that hangs is away, and what needs it is not examined. */
const ANSWER_TIMEOUT_MS = 4_000;

export interface ServersToCheck {
  config: Config;
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  today: Day;
  openQueues: () => Promise<Queues>;
  /** This machine's, to hold the servers' against. */
  clock?: Clock;
}

/** The health checks of Postgres, ClickHouse and the queue, and of what is kept in them. */
export function storeChecks(servers: ServersToCheck): Check[] {
  const { config, pool, clickhouse, today, openQueues, clock = systemClock } = servers;
  const { DATABASE_URL, CLICKHOUSE_URL, REDIS_URL: redisUrl } = config;
  const timeoutMs = ANSWER_TIMEOUT_MS;
  const hasPostgres = withTimeout(timeoutMs, () => pool.query('select 1')).then(
    () => true,
    () => false,
  );
  const hasClickHouse = whyAway(clickhouse, timeoutMs).then((reason) => reason === undefined);
  return [
    {
      part: 'Postgres',
      look: () => lookAtPostgres(pool, { isEmbedded: !DATABASE_URL, timeoutMs, clock }),
    },
    { part: 'tables', needs: [hasPostgres], look: () => lookAtPostgresSchema(pool) },
    {
      part: 'ClickHouse',
      look: () => lookAtClickHouse(clickhouse, { isEmbedded: !CLICKHOUSE_URL, timeoutMs, clock }),
    },
    { part: 'history', needs: [hasClickHouse], look: () => lookAtHistory(clickhouse, today) },
    {
      part: 'queue',
      needs: redisUrl ? [] : [hasPostgres],
      look: () => lookAtQueue({ redisUrl, pool, open: openQueues }),
    },
    { part: 'sync', needs: [hasPostgres], look: () => lookAtSync(pool) },
    { part: 'model', needs: [hasPostgres], look: () => lookAtModel(pool, today) },
    { part: 'olap', needs: [hasPostgres, hasClickHouse], look: () => lookAtOlap(pool) },
  ];
}

/** The health checks of the services outside: Slack and the language model. */
export function serviceChecks(config: Config): Check[] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = config;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = config;
  const { SLACK_API_URL: slackApiUrl } = config;
  return [
    { part: 'Slack', look: () => lookAtSlack({ botToken, appToken, slackApiUrl }) },
    { part: 'language model', look: () => lookAtLanguageModel({ apiKey, baseUrl }) },
  ];
}
