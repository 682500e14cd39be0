import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Registry } from 'prom-client';
import { z } from 'zod';

import { llmMetrics } from './llm-metrics.ts';
import { createOpenAiModel } from './openai.ts';
import { ModelFailure } from './structured-model.ts';
import { chatReply, startFakeOpenAi } from './testing/fake-openai.ts';

const request = { name: 'x', system: '', user: '', schema: z.object({ a: z.number() }) };

test('calls and tokens of a language model are counted, failures by their reason', async () => {
  const registry = new Registry();
  const { used, measuring } = llmMetrics(registry);
  const usage = { prompt_tokens: 120, completion_tokens: 8, total_tokens: 128 };
  const reply = chatReply('{"a":1}');
  const answered = { body: { ...Object(reply === 'hang' ? {} : reply.body), usage } };
  await using server = await startFakeOpenAi(answered, { status: 500, body: {} });
  const { baseUrl } = server;
  const options = { apiKey: 'k', baseUrl, maxRetries: 0, onUsage: used };
  const model = measuring(createOpenAiModel(options));
  assert.deepEqual(await model.parse(request), { a: 1 });
  await assert.rejects(model.parse(request), ModelFailure);
  const text = await registry.metrics();
  for (const line of [
    'ducky_llm_tokens_total{direction="input"} 120',
    'ducky_llm_tokens_total{direction="output"} 8',
    'ducky_llm_call_seconds_count{outcome="answered"} 1',
    'ducky_llm_call_seconds_count{outcome="http"} 1',
  ]) {
    assert.ok(text.split('\n').includes(line), line);
  }
});
