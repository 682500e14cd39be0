import type { Logger } from 'pino';

import type { Config } from '../../data/config.ts';
import { createOpenAiModel } from '../../prompts/llm/openai.ts';
import { createModelReader } from '../../prompts/llm/reader.ts';
import { deterministicReader } from '../../prompts/reader/read.ts';
import type { Reader } from '../../prompts/reading.ts';

/** Local servers want some key, whatever it is. */
const NO_KEY = 'none';

/** The reader that the configuration asks for: with a language model where one is set. */
export function createReader(config: Config, log: Logger): Reader {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = config;
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return deterministicReader;
  const model = createOpenAiModel({
    apiKey: OPENAI_API_KEY ?? NO_KEY,
    ...(OPENAI_BASE_URL && { baseUrl: OPENAI_BASE_URL }),
    ...(OPENAI_MODEL && { model: OPENAI_MODEL }),
  });
  return createModelReader({ model, fallback: deterministicReader, logger: log });
}
