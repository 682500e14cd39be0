import type pg from 'pg';

import { readLiveAccuracy } from '../postgres/accuracy/live-accuracy.ts';
import { listModels } from '../postgres/models/model-list.ts';
import type { Reading } from './process-metrics.ts';

/** Gauges of the model that serves: version, method, training; its age is `time()` less that. */
export function servingModelReading(pool: pg.Pool) {
  return {
    gauges: {
      ducky_model_info: { help: 'The model that serves', labels: ['version', 'method'] },
      ducky_model_trained_timestamp_seconds: { help: 'When the model that serves was trained' },
    },
    async read() {
      const serving = (await listModels(pool)).find((model) => model.serving);
      if (!serving) return {};
      const { version, metadata, trainedAt } = serving;
      const labels = { version, method: metadata?.method ?? 'unknown' };
      return {
        ducky_model_info: [{ labels, value: 1 }],
        ducky_model_trained_timestamp_seconds: [{ value: trainedAt.getTime() / 1000 }],
      };
    },
  } satisfies Reading<string>;
}

/**
 * Gauges of the live accuracy (WAPE, bias, coverage): how right forecasts were about the last four
 * weeks that could be compared.
 */
export function liveAccuracyReading(pool: pg.Pool) {
  return {
    gauges: {
      ducky_accuracy_wape_ratio: {
        help: 'Sum of absolute errors of daily forecasts over what came',
      },
      ducky_accuracy_bias_ratio: { help: 'Sum of errors over what came; above 0 is too high' },
      ducky_accuracy_coverage_ratio: { help: 'Share of days within P10 to P90, nominally 0.8' },
      ducky_accuracy_forecasts: { help: 'Daily forecasts that were compared' },
    },
    async read() {
      const accuracy = await readLiveAccuracy(pool);
      if (!accuracy) return {};
      const { wape, bias, coverage80, count } = accuracy;
      return {
        ducky_accuracy_wape_ratio: wape === null ? [] : [{ value: wape }],
        ducky_accuracy_bias_ratio: bias === null ? [] : [{ value: bias }],
        ducky_accuracy_coverage_ratio: [{ value: coverage80 }],
        ducky_accuracy_forecasts: [{ value: count }],
      };
    },
  } satisfies Reading<string>;
}
