import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';

import type { ReadOutline } from '../../data/clickhouse/queries/history-outline.ts';
import { AppError } from '../../data/errors.ts';
import { type ForecastRequest, startRequest } from '../../data/postgres/requests/requests.ts';
import type { FORECAST_STEPS, JobOf } from '../contract.ts';
import { type ServingModel, waitForModel } from '../models.ts';
import type { JobContext, JobRules } from '../queue/run.ts';
import type { ForecastCache } from './forecast-cache.ts';
import type { MadeForecast } from './make-forecast.ts';
import {
  addReports,
  isExpectedError,
  type OutcomeServices,
  outcomeOf,
  settleRequest,
} from './outcome.ts';
import { reuseForecast } from './reuse-forecast.ts';

export interface ForecastServices extends OutcomeServices {
  clickhouse: ClickHouseClient;
  readOutline: ReadOutline;
  serving: ServingModel;
  /** The reporting time zone. */
  timeZone: string;
  log: Logger;
}

export interface CachedForecastServices extends ForecastServices {
  cache: ForecastCache;
  /** Told how long after it was accepted a request's forecast was stored, in milliseconds. */
  onStored?: (latencyMs: number) => void;
}

/** The first training on a fresh machine takes less than this. */
const MODEL_WAIT_MS = 120_000;

const TIMEOUT_MS = MODEL_WAIT_MS + 60_000;

/** How forecast jobs are done: exactly one outcome a request, whatever happens on the way. */
export function forecastRules(services: CachedForecastServices): JobRules<'forecast'> {
  return {
    timeoutMs: TIMEOUT_MS,
    handler: (job, context) => forecastRequest(services, job, context),
    onFailed: (job, error) => failRequest(services, job, error),
    isAnswer: (_, error) => isExpectedError(error),
  };
}

/** Forecasts an accepted request and stores the answer; of an ended one, only adds the reports. */
async function forecastRequest(
  services: CachedForecastServices,
  { requestId }: JobOf<'forecast'>,
  context: JobContext,
): Promise<void> {
  const request = await startRequest(services.pool, requestId);
  if (!request) return addReports(services, requestId, { isNew: false });
  const made = await forecastPlan(services, request, context);
  await settleRequest(services, requestId, { status: 'answered', ...made });
  services.onStored?.(services.clock().getTime() - request.createdAt.getTime());
}

/**
 * Waits for a model, then takes the forecast from the cache or makes it, and tells the progress.
 */
async function forecastPlan(
  { serving, cache, clickhouse, timeZone, clock }: CachedForecastServices,
  { id, plan, breakdownBy }: ForecastRequest,
  { signal, progress }: JobContext,
): Promise<MadeForecast> {
  const onStep = (step: (typeof FORECAST_STEPS)[number]) => progress({ step, fraction: null });
  const onWait = () => onStep('Waiting for the model');
  const model = await waitForModel(serving, { signal, onWait, timeoutMs: MODEL_WAIT_MS });
  const order = { id, plan, breakdownBy, clickhouse, model, now: clock(), timeZone };
  return reuseForecast(cache, { ...order, signal, onStep });
}

/** Ends a request whose forecast failed for good, and logs a defect. */
async function failRequest(
  services: ForecastServices,
  { requestId }: JobOf<'forecast'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError)) {
    services.log.error({ requestId, err: error }, 'a forecast failed of a defect');
  }
  await settleRequest(services, requestId, outcomeOf(error));
}
