import type { TestContext } from 'node:test';

import { pino } from 'pino';

import { currentOutline } from '../../data/clickhouse/queries/history-outline.ts';
import { findRequest } from '../../data/postgres/requests/requests.ts';
import { forecastRules } from '../forecast/forecast.ts';
import { openForecastCache } from '../forecast/forecast-cache.ts';
import { openServingModel } from '../models.ts';
import { openTestQueues } from './queues.ts';
import { NOW, openTestHistory, openTestPostgres } from './stores.ts';

const WAIT_MS = 30_000;
const log = pino({ level: 'silent' });

/** A forecast worker on real servers, with a month of history and no model yet. */
export async function openForecasts(t: TestContext) {
  const { url, pool, accept } = await openTestPostgres(t);
  const { client: clickhouse } = await openTestHistory(t, { days: 28, lastDay: '2026-11-21' });
  const queues = await openTestQueues(t, { databaseUrl: url, prefix: 'test', log });
  const services = { pool, queues, clickhouse, clock: () => NOW, timeZone: 'UTC', log };
  const readOutline = currentOutline(clickhouse);
  const cache = openForecastCache({ ...services, readOutline, basisAgeMs: 0 });
  t.after(() => cache.close());
  const serving = openServingModel(pool);
  const processor = forecastRules({ ...services, cache, readOutline, serving });
  await queues.startWorker('forecast', { processor, concurrency: 2 });
  const reportState = (requestId: string) => queues.state({ name: 'report', requestId });
  /** Does the request's job and returns the request as it is then. */
  const forecast = async (requestId: string) => {
    const job = { name: 'forecast', requestId } as const;
    await queues.add(job);
    await queues.waitFor(job, WAIT_MS).catch(() => {});
    return findRequest(pool, requestId);
  };
  return { url, pool, queues, clickhouse, cache, accept, forecast, reportState };
}
