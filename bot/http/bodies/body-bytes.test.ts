import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { HttpProblem } from '../problem.ts';
import { bodyBytes } from './body-bytes.ts';

test('a sender that hangs up is no failure of ours', async (t) => {
  const begun = Promise.withResolvers<void>();
  const thrown = Promise.withResolvers<unknown>();
  const server = createServer(async (request) => {
    const { signal } = new AbortController();
    try {
      for await (const _ of bodyBytes(request, { maxBytes: 100, signal, advice: '' }))
        begun.resolve();
      thrown.resolve(undefined);
    } catch (error) {
      thrown.resolve(error);
    }
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const sender = httpRequest({ port, host: '127.0.0.1', method: 'POST' });
  sender.on('error', () => undefined);
  sender.write('{"id":');
  await begun.promise;
  sender.destroy();
  const problem = await thrown.promise;
  assert.ok(problem instanceof HttpProblem);
  assert.equal(problem.status, 400);
});
