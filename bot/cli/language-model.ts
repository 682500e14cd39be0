import type { Config } from '../../data/config.ts';
import type { LlmMetrics } from '../../prompts/llm/llm-metrics.ts';
import { createOpenAiModel, type OpenAiOptions } from '../../prompts/llm/openai.ts';
import { createOpenAiTextModel } from '../../prompts/llm/openai-text.ts';
import type { StructuredModel } from '../../prompts/llm/structured-model.ts';
import type { TextModel } from '../../prompts/llm/text-model.ts';

/** Local servers want some key, whatever it is. */
const NO_KEY = 'none';

export interface LanguageModelOptions {
  timeoutMs?: number;
  /** Counts what it is asked, where anybody reads that. */
  llm?: LlmMetrics | undefined;
}

/** The language model that the configuration names; undefined where it names none. */
export function createLanguageModel(
  config: Config,
  options: LanguageModelOptions = {},
): StructuredModel | undefined {
  const server = serverOf(config, options);
  if (!server) return undefined;
  const model = createOpenAiModel(server);
  return options.llm ? options.llm.measuring(model) : model;
}

/** The same model, where it writes text; `timeoutMs` bounds each silence. */
export function createTextModel(
  config: Config,
  options: LanguageModelOptions = {},
): TextModel | undefined {
  const server = serverOf(config, options);
  if (!server) return undefined;
  const model = createOpenAiTextModel(server);
  return options.llm ? options.llm.measuringText(model) : model;
}

/**
 * The API that the language model is asked at: OpenAI, or the server of OPENAI_BASE_URL; undefined
 * where neither is configured.
 */
function serverOf(
  { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }: Config,
  { timeoutMs, llm }: LanguageModelOptions,
): OpenAiOptions | undefined {
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return undefined;
  return {
    apiKey: OPENAI_API_KEY ?? NO_KEY,
    ...(OPENAI_BASE_URL && { baseUrl: OPENAI_BASE_URL }),
    ...(OPENAI_MODEL && { model: OPENAI_MODEL }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(llm && { onUsage: llm.used }),
  };
}
