import type { ClickHouseClient } from '@clickhouse/client';

import { type DataSpanOptions, readDataSpan } from '../../data/clickhouse/queries/data-span.ts';
import { readTrainingPanel } from '../../data/clickhouse/queries/training-panel.ts';
import { lastDays } from '../../data/clickhouse/queries/window.ts';
import { AppError } from '../../data/errors.ts';
import type { DaySpan, TrainingPanel } from '../../data/history.ts';

/** Targetings to learn from, and how many days back: enough for a year's seasons, twice. */
const PANEL_SIZE = 400;
const PANEL_DAYS = 730;

/** Fixed, so that the same data give the same model. */
export const TRAINING_SEED = 7;

/** The days that can be learnt from, up to yesterday; throws `no_history` where there is none. */
export async function readWholeDays(
  clickhouse: ClickHouseClient,
  options: DataSpanOptions,
): Promise<DaySpan> {
  const data = await readDataSpan(clickhouse, options);
  if (!data) throw new AppError('no_history', 'There is no whole day of data to train on yet.');
  return data;
}

/** Reads the training data: daily impressions of many targetings over the last two years. */
export function readPanel(
  clickhouse: ClickHouseClient,
  { data, signal }: { data: DaySpan; signal?: AbortSignal | undefined },
): Promise<TrainingPanel> {
  const span = lastDays(data, PANEL_DAYS);
  return readTrainingPanel(clickhouse, { span, size: PANEL_SIZE, seed: TRAINING_SEED, signal });
}
