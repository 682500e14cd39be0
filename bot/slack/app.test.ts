import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { startLocalSlack } from '../local-slack/server.ts';
import { createSlackApp } from './app.ts';

const log = pino({ level: 'silent' });

/** One more than the tries that any other call gets. */
const REFUSALS = 5;

/** A local Slack that refuses to open connections a few times before it does. */
async function unwillingSlack(t: TestContext) {
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log });
  let refused = 0;
  const gate = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === '/api/apps.connections.open' && refused < REFUSALS) {
      refused += 1;
      return response.writeHead(503).end();
    }
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const headers = { authorization, 'content-type': type };
    const answer = await fetch(`${slack.url}${request.url}`, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  t.after(async () => {
    gate.closeAllConnections();
    gate.close();
    await slack.close();
  });
  const { port } = gate.address() as AddressInfo;
  return { slack, slackApiUrl: `http://127.0.0.1:${port}/api/`, refusals: () => refused };
}

test('a connection is tried for until Slack is back', async (t) => {
  const { slack, slackApiUrl, refusals } = await unwillingSlack(t);
  const app = createSlackApp({ tokens: slack, slackApiUrl, log });
  await app.init();
  await app.start();
  t.after(() => app.stop());
  assert.equal(refusals(), REFUSALS);
  assert.equal(slack.connectionCount(), 1);
});
