import { type ForecastServices, forecastRules } from './forecast.ts';
import type { Queues } from './queue.ts';
import { type SyncServices, syncRules } from './sync.ts';

/** Forecasts mostly wait for ClickHouse, so one process does several at once. */
const FORECASTS_AT_ONCE = 8;

/** Starts every worker of the worker process; the reports are the bot's. */
export async function startWorkers(
  queues: Pick<Queues, 'startWorker'>,
  services: ForecastServices & SyncServices,
): Promise<void> {
  await queues.startWorker('forecast', {
    processor: forecastRules(services),
    concurrency: FORECASTS_AT_ONCE,
  });
  await queues.startWorker('retrain', {
    processor: new URL('./retrain.sandbox.ts', import.meta.url),
    concurrency: 1,
  });
  await queues.startWorker('sync', { processor: syncRules(services), concurrency: 1 });
}
