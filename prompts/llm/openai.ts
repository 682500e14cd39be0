import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/error';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import type { TokenUsage } from './llm-metrics.ts';
import { ModelFailure, type StructuredModel, type StructuredRequest } from './structured-model.ts';

/** The model that is asked where OPENAI_MODEL names none. */
export const DEFAULT_OPENAI_MODEL = 'gpt-5.4-mini';

const DEFAULTS = { timeoutMs: 20_000, maxRetries: 1 };

export interface OpenAiOptions {
  apiKey: string;
  /** Any OpenAI-compatible server; OpenAI's own where it is left out. */
  baseUrl?: string;
  model?: string;
  timeoutMs?: number;
  maxRetries?: number;
  /** `responses` is OpenAI's own API; the servers behind a base URL speak `chat`. */
  api?: 'responses' | 'chat';
  /** Told what each answer took, where the server says so. */
  onUsage?: (usage: TokenUsage) => void;
}

/**
 * Creates a model with structured output behind OpenAI's API or a server that speaks it (Ollama,
 * llama.cpp, vLLM).
 */
export function createOpenAiModel(options: OpenAiOptions): StructuredModel {
  const client = new OpenAI({
    apiKey: options.apiKey,
    timeout: options.timeoutMs ?? DEFAULTS.timeoutMs,
    maxRetries: options.maxRetries ?? DEFAULTS.maxRetries,
    ...(options.baseUrl && { baseURL: options.baseUrl }),
  });
  const model = options.model ?? DEFAULT_OPENAI_MODEL;
  const api = options.api ?? (options.baseUrl ? 'chat' : 'responses');
  const call = api === 'chat' ? callChat : callResponses;
  return {
    parse: async (request) => {
      try {
        return await call({ client, model, onUsage: options.onUsage }, request);
      } catch (error) {
        throw toModelFailure(error);
      }
    },
  };
}

interface Connection {
  client: OpenAI;
  model: string;
  onUsage: OpenAiOptions['onUsage'];
}

/** Asks by OpenAI's Responses API, with the schema as the format of the text. */
async function callResponses<T>(
  { client, model, onUsage }: Connection,
  request: StructuredRequest<T>,
): Promise<T> {
  const { system, user, schema, name } = request;
  const response = await client.responses.parse(
    { model, instructions: system, input: user, text: { format: zodTextFormat(schema, name) } },
    requestOptions(request),
  );
  const { usage } = response;
  if (usage) onUsage?.({ inputTokens: usage.input_tokens, outputTokens: usage.output_tokens });
  if (response.status === 'incomplete') throw new ModelFailure('truncated');
  if (response.output_parsed === null) throw new ModelFailure('refused');
  return schema.parse(response.output_parsed);
}

/** Asks by the chat completions API, with the schema in the prompt too. */
async function callChat<T>(
  { client, model, onUsage }: Connection,
  request: StructuredRequest<T>,
): Promise<T> {
  const { system, user, schema, name } = request;
  const completion = await client.chat.completions.parse(
    {
      model,
      messages: [
        { role: 'system', content: `${system}\n\n${schemaForPrompt(schema)}` },
        { role: 'user', content: user },
      ],
      response_format: zodResponseFormat(schema, name),
    },
    requestOptions(request),
  );
  const { usage } = completion;
  if (usage) onUsage?.({ inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens });
  const message = completion.choices[0]?.message;
  if (!message?.parsed) throw new ModelFailure(message?.refusal ? 'refused' : 'invalid');
  return schema.parse(message.parsed);
}

/** Small local servers take the response format for a hint only. */
function schemaForPrompt(schema: z.ZodType): string {
  return `Answer with one JSON object of this JSON Schema:\n${JSON.stringify(z.toJSONSchema(schema))}`;
}

function requestOptions({ signal }: Pick<StructuredRequest<unknown>, 'signal'>) {
  return signal ? { signal } : {};
}

/** Maps the SDK's errors (timeout, abort, refusal, HTTP status) to a failure of the model. */
export function toModelFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionTimeoutError)
    return new ModelFailure('timeout', { cause: error });
  if (error instanceof APIUserAbortError) return new ModelFailure('cancelled', { cause: error });
  if (error instanceof LengthFinishReasonError)
    return new ModelFailure('truncated', { cause: error });
  if (error instanceof ContentFilterFinishReasonError)
    return new ModelFailure('refused', { cause: error });
  if (error instanceof APIError) {
    return new ModelFailure('http', { status: error.status, cause: error });
  }
  return new ModelFailure('invalid', { cause: error });
}
