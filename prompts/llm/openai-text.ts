import OpenAI from 'openai';

import { DEFAULT_OPENAI_MODEL, type OpenAiOptions, toModelFailure } from './openai.ts';
import { ModelFailure } from './structured-model.ts';
import type { TextModel, TextRequest } from './text-model.ts';

/** Where texts are streamed from without a base URL, whatever the environment may tell the SDK. */
export const OPENAI_URL = 'https://api.openai.com/v1';

/** A small model on a laptop thinks this long before its first word, and between two. */
const SILENCE_MS = 60_000;

/**
 * Creates a model that streams text from an OpenAI-compatible server; it times out after
 * `timeoutMs` of silence.
 */
export function createOpenAiTextModel(options: Omit<OpenAiOptions, 'api'>): TextModel {
  const silenceMs = options.timeoutMs ?? SILENCE_MS;
  const client = new OpenAI({
    apiKey: options.apiKey,
    maxRetries: options.maxRetries ?? 0,
    timeout: silenceMs,
    // It would print what a server sent.
    logLevel: 'off',
    // Where a server would have the request sent on to, nobody was asked about.
    fetchOptions: { redirect: 'error' },
    baseURL: options.baseUrl ?? OPENAI_URL,
  });
  const model = options.model ?? DEFAULT_OPENAI_MODEL;
  const { onUsage } = options;
  return { write: (request) => write(request, { client, model, silenceMs, onUsage }) };
}

interface Connection {
  readonly client: OpenAI;
  readonly model: string;
  readonly silenceMs: number;
  readonly onUsage: OpenAiOptions['onUsage'];
}

/** Streams the answer; aborts where the caller cancels or the server falls silent for too long. */
async function* write(request: TextRequest, connection: Connection): AsyncGenerator<string> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), connection.silenceMs);
  const signals = request.signal ? [request.signal, silence.signal] : [silence.signal];
  try {
    for await (const words of streamed(request, connection, AbortSignal.any(signals))) {
      timer.refresh();
      yield words;
    }
    if (request.signal?.aborted) throw new ModelFailure('cancelled');
    if (silence.signal.aborted) throw new ModelFailure('timeout');
  } catch (error) {
    if (request.signal?.aborted) throw new ModelFailure('cancelled', { cause: error });
    if (silence.signal.aborted) throw new ModelFailure('timeout', { cause: error });
    throw toModelFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for a chat completion and yields its words; fails where it is refused or cut off. */
async function* streamed(
  { system, user }: TextRequest,
  { client, model, onUsage }: Connection,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: user },
  ];
  const chunks = await client.chat.completions.create(
    { model, messages, stream: true, stream_options: { include_usage: true } },
    { signal },
  );
  let finish: string | null = null;
  for await (const { choices, usage } of chunks) {
    // Behind the last words, in a piece of its own.
    if (usage)
      onUsage?.({ inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens });
    const choice = choices?.[0];
    finish = choice?.finish_reason ?? finish;
    if (choice?.delta?.refusal || finish === 'content_filter') throw new ModelFailure('refused');
    if (typeof choice?.delta?.content === 'string') yield choice.delta.content;
  }
  if (!signal.aborted && finish !== 'stop') throw new ModelFailure('truncated');
}
