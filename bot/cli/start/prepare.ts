import { addDays, type Day } from '../../../data/calendar.ts';
import { readDataSpan } from '../../../data/clickhouse/queries/data-span.ts';
import { hasRequests } from '../../../data/clickhouse/queries/has-requests.ts';
import { generateHistory } from '../../../data/generate/generate-history.ts';
import type { HistorySize } from '../../../data/generate/history-size.ts';
import { readDefaultProfile } from '../../../data/generate/profile.ts';
import { topUpHistory } from '../../../data/generate/top-up-history.ts';
import { servingVersion } from '../../../data/postgres/models/models.ts';
import type { Queues } from '../../../jobs/queue.ts';
import type { Stores } from '../runtime.ts';
import { type OnStep, retrain } from '../train.ts';

export interface PrepareHistoryOptions {
  stores: Stores;
  /** What to generate where there is no history at all; undefined: generate nothing. */
  demo: HistorySize | undefined;
  today: Day;
  onStep: OnStep;
  signal: AbortSignal;
}

/**
 * Sees to a history up to yesterday at each start: generates the demo one, or continues it; real
 * data are left alone.
 */
export async function prepareHistory(options: PrepareHistoryOptions): Promise<void> {
  const { stores, demo, today, onStep, signal } = options;
  const client = stores.clickhouse;
  const isEmpty = !(await hasRequests(client, signal));
  if (demo && isEmpty) {
    const profile = await readDefaultProfile();
    const lastDay = addDays(today, -1);
    const onProgress = (done: { rows: number }) =>
      onStep('Generating history', Math.min(1, done.rows / demo.rows));
    await generateHistory({ client, profile, ...demo, lastDay, onProgress, signal });
  } else {
    const onProgress = () => onStep('Continuing the history up to yesterday', null);
    await topUpHistory({ client, today, onProgress, signal });
  }
}

export interface PrepareModelOptions {
  stores: Stores;
  queues: Queues;
  today: Day;
  onStep: OnStep;
}

/**
 * Sees to a serving model at each start: trains the first one where there is none, once there are
 * whole days.
 */
export async function prepareModel(options: PrepareModelOptions): Promise<void> {
  const { stores, queues, today, onStep } = options;
  const isReady = (await servingVersion(stores.pool)) !== undefined;
  if (isReady || (await readDataSpan(stores.clickhouse, { today })) === null) return;
  await retrain({ queues, onStep, reason: 'first start' });
}
