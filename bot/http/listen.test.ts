import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { type ListenOptions, listenHttp } from './server/listen.ts';

/** Listens for something that answers nothing but that it is there. */
async function listen(t: TestContext, options: Partial<ListenOptions>) {
  const handle = (_request: unknown, response: { end(): unknown }) => void response.end();
  const api = { handle, routes: [], close: async () => {} };
  const server = await listenHttp(api, { host: '127.0.0.1', port: 0, ...options });
  t.after(() => server.close());
  return server;
}

test('a taken port is refused with what to set, or the next is taken where that was said', async (t) => {
  const first = await listen(t, {});
  const port = Number(new URL(first.url).port);
  await assert.rejects(listen(t, { port }), {
    code: 'conflict',
    userMessage: `PORT ${port} cannot be used on 127.0.0.1. Set it to a port that is free.`,
  });
  const next = await listen(t, { port, ifTaken: 'take the next' });
  assert.ok(Number(new URL(next.url).port) > port);
  assert.equal((await fetch(next.url)).status, 200);
});
