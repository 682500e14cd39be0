import type { ClickHouseClient } from '@clickhouse/client';
import type pg from 'pg';

import type { Day } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import type { Queues } from '../../jobs/queue.ts';
import { lookAtClickHouse } from './checks/clickhouse.ts';
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

export interface ServersToCheck {
  config: Config;
  pool: pg.Pool;
  clickhouse: ClickHouseClient;
  today: Day;
  openQueues: () => Promise<Queues>;
}

/** Checks of the stores and of what is kept in them. */
export function storeChecks(servers: ServersToCheck): Check[] {
  const { config, pool, clickhouse, today, openQueues } = servers;
  const hasPostgres = pool.query('select 1').then(
    () => true,
    () => false,
  );
  const hasClickHouse = clickhouse.ping({ select: true }).then(({ success }) => success);
  const isEmbedded = { postgres: !config.DATABASE_URL, clickhouse: !config.CLICKHOUSE_URL };
  const redisUrl = config.REDIS_URL;
  return [
    {
      part: 'Postgres',
      look: () => lookAtPostgres(pool, { isEmbedded: isEmbedded.postgres }),
    },
    { part: 'tables', needs: [hasPostgres], look: () => lookAtPostgresSchema(pool) },
    {
      part: 'ClickHouse',
      look: () => lookAtClickHouse(clickhouse, { isEmbedded: isEmbedded.clickhouse }),
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

/** Checks of the services outside. */
export function serviceChecks({ SLACK_BOT_TOKEN, ...config }: Config): Check[] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = config;
  return [
    { part: 'Slack', look: () => lookAtSlack({ botToken: SLACK_BOT_TOKEN }) },
    { part: 'language model', look: () => lookAtLanguageModel({ apiKey, baseUrl }) },
  ];
}
