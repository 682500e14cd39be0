import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { WebClient } from '@slack/web-api';
import { Registry } from 'prom-client';

import { SILENT, startTestSlack } from '../local-slack/test-app.ts';
import { countingFetch } from './slack-metrics.ts';

test('calls of Slack are counted by method and by how they ended', async (t) => {
  const slack = await startTestSlack();
  t.after(() => slack.close());
  const registry = new Registry();
  const client = (slackApiUrl: string) =>
    new WebClient(slack.botToken, {
      slackApiUrl,
      logger: SILENT,
      retryConfig: { retries: 0 },
      fetch: countingFetch(registry),
    });
  const working = client(slack.slackApiUrl);
  await working.auth.test();
  await assert.rejects(working.chat.postMessage({ channel: 'CNONE', text: 'hello' }));
  assert.deepEqual(await valuesOf(registry), {
    'auth.test ok': 1,
    'chat.postMessage refused': 1,
  });
});

test('a rate limit and a Slack that is away are told apart, and files have no names', async () => {
  const registry = new Registry();
  const counting = countingFetch(registry);
  const server = createServer((_request, response) => response.writeHead(429).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}`;
  await counting(`${url}/api/chat.update?x=1`);
  await counting(new URL(`${url}/upload/v1/ABC123?token=x`));
  server.close();
  server.closeAllConnections();
  await assert.rejects(counting(`${url}/api/chat.update`));
  assert.deepEqual(await valuesOf(registry), {
    'chat.update rate_limited': 1,
    'other rate_limited': 1,
    'chat.update failed': 1,
  });
});

async function valuesOf(registry: Registry) {
  const [metric] = await registry.getMetricsAsJSON();
  const values = metric?.values ?? [];
  return Object.fromEntries(
    values.map(({ labels, value }) => [`${labels.method} ${labels.outcome}`, value]),
  );
}
