import { hasRequests } from '../../data/clickhouse/queries/has-requests.ts';
import { AppError } from '../../data/errors.ts';
import { type ListedModel, listModels } from '../../data/postgres/models/model-list.ts';
import type { Job } from '../../jobs/contract.ts';
import { openQueues, type Queues } from '../../jobs/queue.ts';
import { TRAINING_TIMEOUT_MS } from '../../jobs/retrain/training-limit.ts';
import { progressBar } from './progress-bar.ts';
import { type Closer, closeAll, type Runtime } from './runtime.ts';
import { startWorkerProcess, workerEnv } from './worker-process.ts';

/** One may wait for another to end, and take all its time after that. */
const WAIT_MS = 2 * TRAINING_TIMEOUT_MS + 5 * 60_000;
const STDERR = 2;

/** Told how far a long step has come; `fraction` is 0 to 1, null where it cannot be told. */
export type OnStep = (step: string, fraction: number | null) => void;

export interface RetrainOptions {
  queues: Queues;
  onStep: OnStep;
  reason: Extract<Job, { name: 'retrain' }>['reason'];
}

/** Trains a model through the queue and waits for it, telling how far it has come. */
export async function retrain({ queues, onStep, reason }: RetrainOptions): Promise<void> {
  const job: Job = { name: 'retrain', reason };
  await queues.onProgress(({ job: { name }, progress }) => {
    if (name === 'retrain') onStep(progress.step, progress.fraction);
  });
  await queues.add(job);
  await queues.waitFor(job, WAIT_MS);
}

/**
 * Trains a model for a command that ends afterwards, with a bar on standard error.
 * @returns the new model, with what the gate said of it.
 * @throws AppError `no_history` where there is nothing to learn from.
 */
export async function trainNow(runtime: Runtime): Promise<ListedModel> {
  if (!(await hasRequests(runtime.clickhouse))) throw noHistory();
  const closers: Closer[] = [];
  const bar = progressBar();
  try {
    const { databaseUrl, config, log } = runtime;
    const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, log });
    closers.push(() => queues.close());
    if (runtime.isAlone) closers.push(await ownWorker(runtime));
    await retrain({ queues, onStep: bar.update, reason: 'command' });
  } finally {
    bar.stop();
    await closeAll(closers);
  }
  const [latest] = await listModels(runtime.pool);
  if (!latest) throw new Error('a finished training leaves a model');
  return latest;
}

/** Starts a worker for the training, where no `ducky start` runs one. */
async function ownWorker(runtime: Runtime): Promise<Closer> {
  const { log } = runtime;
  const onGiveUp = (error: Error) => log.error(error.message);
  const worker = await startWorkerProcess({
    env: workerEnv(runtime),
    output: STDERR,
    log,
    onGiveUp,
  });
  return () => worker.stop();
}

function noHistory(): AppError {
  return new AppError(
    'no_history',
    'There are no data to learn from. Run `ducky import FILE` or `ducky generate` first.',
  );
}
