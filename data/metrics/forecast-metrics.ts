import { Histogram, type Registry } from 'prom-client';

/** To the longest that a job may take, and past that for those that waited or were tried again. */
const BUCKETS_S = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 180, 600, 1_800];

/** `stored`: its outcome can be read. `told`: whoever asked in Slack has been told it. */
type ForecastPoint = 'stored' | 'told';

/** Takes how long a request took from when it was accepted. */
export type OnForecast = (point: ForecastPoint, latencyMs: number) => void;

/** Measures the latency of forecasts as a Prometheus histogram: how long people wait for them. */
export function forecastMetrics(registry: Registry): OnForecast {
  const latency = new Histogram({
    name: 'ducky_forecast_latency_seconds',
    help: 'Time from the acceptance of a request until its forecast is stored, and told in Slack',
    labelNames: ['until'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return (until, latencyMs) => latency.observe({ until }, Math.max(0, latencyMs) / 1000);
}
