import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { Registry } from 'prom-client';

import { llmMetrics } from './llm-metrics.ts';
import { createOpenAiTextModel } from './openai-text.ts';
import { ModelFailure } from './structured-model.ts';
import { type FakeStream, startFakeStream } from './testing/fake-stream.ts';

async function writeThrough(stream: FakeStream, signal?: AbortSignal) {
  await using server = await startFakeStream(stream);
  const model = createOpenAiTextModel({ apiKey: 'k', baseUrl: server.baseUrl, timeoutMs: 2_000 });
  let text = '';
  try {
    const request = { system: 'Be brief.', user: '{}', ...(signal && { signal }) };
    for await (const words of model.write(request)) text += words;
    return { text, reason: undefined };
  } catch (error) {
    return { text, reason: error instanceof ModelFailure ? error.reason : error };
  }
}

test('words come as they are written', async () => {
  const written = await writeThrough({ pieces: ['It ', 'is ', 'here.'], end: 'stop' });
  assert.deepEqual(written, { text: 'It is here.', reason: undefined });
});

test('texts are counted and timed, their tokens where the server tells them', async () => {
  const registry = new Registry();
  const { used, measuringText } = llmMetrics(registry);
  const usage = { prompt_tokens: 120, completion_tokens: 8 };
  await using server = await startFakeStream({ pieces: ['It ', 'is.'], end: 'stop', usage });
  const options = { apiKey: 'k', baseUrl: server.baseUrl, onUsage: used };
  const model = measuringText(createOpenAiTextModel(options));
  const read = async (isEnough: boolean) => {
    for await (const _ of model.write({ system: '', user: '' })) if (isEnough) break;
  };
  await read(false);
  await read(true);
  await assert.rejects(async () => {
    for await (const _ of model.write({ system: '', user: '', signal: AbortSignal.abort() }));
  }, ModelFailure);
  const lines = (await registry.metrics()).split('\n');
  for (const line of [
    'ducky_llm_tokens_total{direction="input"} 120',
    'ducky_llm_tokens_total{direction="output"} 8',
    'ducky_llm_call_seconds_count{outcome="answered"} 1',
    'ducky_llm_call_seconds_count{outcome="cancelled"} 2',
  ]) {
    assert.ok(lines.includes(line), line);
  }
});

const FAILURES: [end: FakeStream['end'], reason: RegExp][] = [
  ['error', /^http$/],
  ['rubbish', /^invalid$/],
  ['cut', /^(?:invalid|http|truncated)$/],
  ['hang', /^timeout$/],
  ['refusal', /^refused$/],
];
for (const [end, reason] of FAILURES) {
  test(`what was written before "${end}" is not lost, and the failure is told`, async () => {
    const written = await writeThrough({ pieces: ['Half '], end });
    assert.match(String(written.reason), reason);
    assert.equal(written.text, end === 'error' ? '' : 'Half ');
  });
}

test('a request that was stopped before it began ends at once', async () => {
  const written = await writeThrough({ end: 'hang' }, AbortSignal.abort());
  assert.equal(written.reason, 'cancelled');
});

test('a server may not send the request on to another one', async () => {
  await using elsewhere = await startFakeStream({ pieces: ['stolen'], end: 'stop' });
  const server = createServer((_, response) => {
    response.writeHead(307, { location: `${elsewhere.baseUrl}/chat/completions` }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const baseUrl = `http://127.0.0.1:${address.port}/v1`;
  const model = createOpenAiTextModel({ apiKey: 'k', baseUrl, timeoutMs: 2_000 });
  await assert.rejects(async () => {
    for await (const words of model.write({ system: '', user: 'source code' })) assert.fail(words);
  }, ModelFailure);
  assert.deepEqual(elsewhere.requests, []);
  server.close();
});
