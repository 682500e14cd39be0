import { UPKEEPS } from '../contract.ts';
import { digestRules } from '../digest/digest.ts';
import { type DigestsServices, digestsRules } from '../digest/digests.ts';
import { type CachedForecastServices, forecastRules } from '../forecast/forecast.ts';
import type { Queues } from '../queue.ts';
import { type SyncServices, syncRules } from '../sync/sync.ts';
import { type TaskServices, taskRules } from '../task/task.ts';
import { type UpkeepServices, upkeepRules } from '../upkeep/upkeep.ts';

/** Forecasts mostly wait for ClickHouse, which answers what several ask at once in one statement. */
const FORECASTS_AT_ONCE = 16;

/** Many are due at the same hour, and people who wait for a forecast go first. */
const DIGESTS_AT_ONCE = 2;

/** One may change the model while another makes a history. */
const TASKS_AT_ONCE = 2;

/** One for each kind, so that what takes long holds no other up. */
const UPKEEP_AT_ONCE = UPKEEPS.length;

/**
 * Starts a worker for each queue of the worker process, with how many of its jobs run at once; the
 * jobs that post to people are the bot's.
 */
export async function startWorkers(
  queues: Pick<Queues, 'startWorker'>,
  services: CachedForecastServices & SyncServices & DigestsServices & TaskServices & UpkeepServices,
): Promise<void> {
  await queues.startWorker('forecast', {
    processor: forecastRules(services),
    concurrency: FORECASTS_AT_ONCE,
  });
  await queues.startWorker('retrain', {
    processor: new URL('../retrain/retrain.sandbox.ts', import.meta.url),
    concurrency: 1,
    everywhere: 1,
  });
  await queues.startWorker('task', {
    processor: taskRules(services),
    concurrency: TASKS_AT_ONCE,
  });
  await queues.startWorker('sync', { processor: syncRules(services), concurrency: 1 });
  await queues.startWorker('digests', { processor: digestsRules(services), concurrency: 1 });
  await queues.startWorker('digest', {
    processor: digestRules(services),
    concurrency: DIGESTS_AT_ONCE,
  });
  await queues.startWorker('upkeep', {
    processor: upkeepRules(services),
    concurrency: UPKEEP_AT_ONCE,
  });
}
