import type { Logger } from 'pino';

import type { Config } from '../../data/config.ts';
import { forecastMetrics, type OnForecast } from '../../data/metrics/forecast-metrics.ts';
import { jobMetrics, type OnAttempt } from '../../data/metrics/job-metrics.ts';
import { createProcessMetrics, type ProcessMetrics } from '../../data/metrics/process-metrics.ts';
import type { Probe } from '../../data/readiness.ts';
import { openWorkerPort, type WorkerPort } from './worker-port.ts';

/** What monitoring sees of the worker: its metrics, and probes of whether it is ready. */
export interface Monitoring {
  metrics: ProcessMetrics;
  onAttempt: OnAttempt;
  onForecast: OnForecast;
  /** What must answer for it to be ready; undefined while it starts. */
  probes: Readonly<Record<string, Probe>> | undefined;
}

/** Creates the metrics of the worker, once a process, however often the worker has to start. */
export function createMonitoring(): Monitoring {
  const metrics = createProcessMetrics();
  const { registry } = metrics;
  const [onAttempt, onForecast] = [jobMetrics(registry), forecastMetrics(registry)];
  return { metrics, onAttempt, onForecast, probes: undefined };
}

/**
 * Opens the monitoring port for health checks and Prometheus, where `WORKER_PORT` is configured.
 */
export async function openMonitoringPort(
  { HOST, WORKER_PORT }: Pick<Config, 'HOST' | 'WORKER_PORT'>,
  monitoring: Monitoring,
  log: Logger,
): Promise<WorkerPort | undefined> {
  if (WORKER_PORT === undefined) return undefined;
  const { metrics } = monitoring;
  const probes = () => monitoring.probes;
  const opened = await openWorkerPort({ host: HOST, port: WORKER_PORT, metrics, probes });
  log.info({ port: opened.port }, 'worker can be watched');
  return opened;
}
