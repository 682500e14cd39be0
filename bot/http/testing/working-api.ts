import type { TestContext } from 'node:test';

import { pino } from 'pino';

import { currentOutline } from '../../../data/clickhouse/queries/history-outline.ts';
import { acceptLiveRequests } from '../../../data/postgres/live-requests.ts';
import type { DeskServices } from '../forecast/forecast-service.ts';
import type { HttpLimits } from '../limits.ts';
import { openApiDocument } from '../openapi/document.ts';
import { servedDocument } from '../openapi/served.ts';
import { conformance } from './conformance.ts';
import { read, runningApi } from './running-api.ts';

export interface WorkingApiOptions {
  /** Real stores, and a queue at which a worker makes forecasts. */
  worker: Pick<DeskServices, 'pool' | 'queues' | 'clickhouse'>;
  now: Date;
  limits?: Partial<HttpLimits>;
}

/**
 * Starts the HTTP interface for a test on real stores and a queue, with the document of what it
 * serves, and a check of answers against that.
 */
export async function workingApi(t: TestContext, { worker, now, limits = {} }: WorkingApiOptions) {
  const { pool, queues, clickhouse } = worker;
  const readOutline = currentOutline(clickhouse);
  const log = pino({ level: 'silent' });
  const api = await runningApi(t, {
    openIntake: () => ({ read, accept: (requests) => acceptLiveRequests(pool, requests) }),
    forecasts: { pool, queues, clickhouse, readOutline, clock: () => now, timeZone: 'UTC', log },
    limits,
  });
  const document = servedDocument(openApiDocument(), api.routes);
  return { ...api, document, check: conformance(document) };
}
