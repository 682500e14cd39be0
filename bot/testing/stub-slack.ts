import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';

import { pino } from 'pino';

import { createDeliveryClient } from '../slack/sending/delivery-client.ts';

/** Answers a call of a Web API method, or a request for another path. */
type Answer = (method: string, response: ServerResponse, url: string) => void;

/** A Slack that answers as a test says, wrongly too, with the client for it and what was called. */
export async function stubSlack(t: TestContext, answer: Answer) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace('/api/', '');
    calls.push(method);
    request.resume();
    answer(method, response, url);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const url = `http://127.0.0.1:${address.port}`;
  const client = createDeliveryClient({
    tokens: { botToken: 'xoxb-somebody', appToken: 'xapp-somebody' },
    slackApiUrl: `${url}/api/`,
    log: pino({ level: 'silent' }),
  });
  return { client, calls };
}
