import type { Config } from '../../data/config.ts';
import type { LlmMetrics } from '../../prompts/llm/llm-metrics.ts';
import { createOpenAiModel } from '../../prompts/llm/openai.ts';
import type { StructuredModel } from '../../prompts/llm/structured-model.ts';

/** Local servers want some key, whatever it is. */
const NO_KEY = 'none';

export interface LanguageModelOptions {
  timeoutMs?: number;
  /** Counts what it is asked, where anybody reads that. */
  llm?: LlmMetrics | undefined;
}

/** The language model that the configuration names; undefined where it names none. */
export function createLanguageModel(
  { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }: Config,
  { timeoutMs, llm }: LanguageModelOptions = {},
): StructuredModel | undefined {
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return undefined;
  const model = createOpenAiModel({
    apiKey: OPENAI_API_KEY ?? NO_KEY,
    ...(OPENAI_BASE_URL && { baseUrl: OPENAI_BASE_URL }),
    ...(OPENAI_MODEL && { model: OPENAI_MODEL }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(llm && { onUsage: llm.used }),
  });
  return llm ? llm.measuring(model) : model;
}
