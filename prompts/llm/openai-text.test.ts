import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';

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

const FAILURES: [end: FakeStream['end'], reason: RegExp][] = [
  ['error', /^http$/],
  ['rubbish', /^invalid$/],
  ['cut', /^(?:invalid|http|truncated)$/],
  ['hang', /^timeout$/],
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
