import type { Logger } from 'pino';

import type { Config } from '../../data/config.ts';
import type { LlmMetrics } from '../../prompts/llm/llm-metrics.ts';
import { createModelReader } from '../../prompts/llm/reader.ts';
import { deterministicReader } from '../../prompts/reader/read.ts';
import type { Reader } from '../../prompts/reading.ts';
import { createLanguageModel } from './language-model.ts';

/** Creates what reads people's words as plans: a language model where one is set, else rules. */
export function createReader(
  config: Config,
  { log, llm }: { log: Logger; llm?: LlmMetrics | undefined },
): Reader {
  const model = createLanguageModel(config, { llm });
  if (!model) return deterministicReader;
  return createModelReader({ model, fallback: deterministicReader, logger: log });
}
