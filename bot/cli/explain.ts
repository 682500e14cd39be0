import type { Logger } from 'pino';

import { type Clock, dayIn } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import type { LlmMetrics } from '../../prompts/llm/llm-metrics.ts';
import { answerForecastQuestion } from '../ducky/forecasts/answer-forecast-question.ts';
import type { Explain } from '../ducky/forecasts/question.ts';
import { openTools } from '../ducky/forecasts/tools/open-tools.ts';
import { createTextModel } from './language-model.ts';
import type { Stores } from './runtime.ts';

/** Timeout of a silent model: somebody waits in Slack. */
const SILENCE_MS = 20_000;
const WITHOUT_WRITER = 'Put together without a language model, as none is set.';

export interface ExplainParts {
  config: Config;
  stores: Pick<Stores, 'pool' | 'clickhouse'>;
  clock: Clock;
  log: Logger;
  llm?: LlmMetrics | undefined;
}

/**
 * Creates what answers questions about forecasts in Slack: with a language model where the
 * configuration names one.
 */
export function createExplain({ config, stores, clock, log, llm }: ExplainParts): Explain {
  const writer = createTextModel(config, { timeoutMs: SILENCE_MS, llm });
  const { pool: db, clickhouse } = stores;
  return (question) => {
    const today = dayIn(config.REPORTING_TIME_ZONE, clock());
    const tools = openTools({ db, clickhouse, question, today });
    return answerForecastQuestion({
      question,
      tools,
      writer,
      withoutWriter: WITHOUT_WRITER,
      log,
    });
  };
}
