import OpenAI from 'openai';

import { DEFAULT_OPENAI_MODEL, type OpenAiOptions, toModelFailure } from './openai.ts';
import { ModelFailure } from './structured-model.ts';
import type { TextModel, TextRequest } from './text-model.ts';

/** A small model on a laptop thinks this long before its first word, and between two. */
const SILENCE_MS = 60_000;

/** A model behind an OpenAI-compatible server that writes text; `timeoutMs` bounds each silence. */
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
    ...(options.baseUrl && { baseURL: options.baseUrl }),
  });
  const model = options.model ?? DEFAULT_OPENAI_MODEL;
  return { write: (request) => write(request, { client, model, silenceMs }) };
}

interface Connection {
  readonly client: OpenAI;
  readonly model: string;
  readonly silenceMs: number;
}

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

async function* streamed(
  { system, user }: TextRequest,
  { client, model }: Connection,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: user },
  ];
  const chunks = await client.chat.completions.create(
    { model, messages, stream: true },
    { signal },
  );
  let finish: string | null = null;
  for await (const chunk of chunks) {
    const choice = chunk.choices?.[0];
    finish = choice?.finish_reason ?? finish;
    if (typeof choice?.delta?.content === 'string') yield choice.delta.content;
  }
  if (!signal.aborted && finish !== 'stop') throw new ModelFailure('truncated');
}
