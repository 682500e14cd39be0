import type pg from 'pg';

import { forecastMetrics } from '../../data/metrics/forecast-metrics.ts';
import { jobMetrics } from '../../data/metrics/job-metrics.ts';
import { liveAccuracyReading, servingModelReading } from '../../data/metrics/model-reading.ts';
import { createProcessMetrics, type ProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { syncLagReading } from '../../data/metrics/sync-lag-reading.ts';
import { syncLag } from '../../data/sync/sync-lag.ts';
import { queueReading } from '../../jobs/queue/depth.ts';
import type { Queues } from '../../jobs/queue.ts';
import { llmMetrics } from '../../prompts/llm/llm-metrics.ts';
import { countingFetch } from '../slack/slack-metrics.ts';

export type BotMetrics = ReturnType<typeof createBotMetrics>;

/** Creates the Prometheus metrics that a bot's parts count into; made before them all. */
export function createBotMetrics() {
  const metrics = createProcessMetrics();
  const { registry } = metrics;
  return {
    process: metrics,
    onAttempt: jobMetrics(registry),
    onForecast: forecastMetrics(registry),
    slackFetch: countingFetch(registry),
    llm: llmMetrics(registry),
  };
}

/**
 * Adds the metrics of what all processes share, read from the stores and the queues: sync lag,
 * queue depth, the serving model and its accuracy. A bot tells them, workers do not.
 */
export function addSharedReadings(
  metrics: ProcessMetrics,
  { pool, queues }: { pool: pg.Pool; queues: Pick<Queues, 'depths'> },
): void {
  metrics.addReading(syncLagReading(() => syncLag(pool)));
  metrics.addReading(queueReading(() => queues.depths()));
  metrics.addReading(servingModelReading(pool));
  metrics.addReading(liveAccuracyReading(pool));
}
