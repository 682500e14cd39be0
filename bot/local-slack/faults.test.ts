import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';

import { WebClient } from '@slack/web-api';
import { WebSocket } from 'ws';

import { startTestSlack } from './test-app.ts';

async function slackAndClient(t: TestContext) {
  const slack = await startTestSlack();
  t.after(() => slack.close());
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const post = () => client.chat.postMessage({ channel: 'C1', text: 'hello' });
  const texts = () => slack.workspace.messages.inChannel('C1').map(({ text }) => text);
  return { slack, client, post, texts };
}

test('a method fails as often as it is told to, in order, and then works', async (t) => {
  const { slack, client, post, texts } = await slackAndClient(t);
  slack.faults.fail('chat.postMessage', { error: 'is_archived', times: 2 });
  slack.faults.fail('chat.postMessage', { retryAfterSeconds: 7 });
  await assert.rejects(post(), /is_archived/);
  await assert.rejects(post(), /is_archived/);
  await assert.rejects(post(), { retryAfter: 7 });
  assert.equal((await client.auth.test()).ok, true);
  await post();
  assert.deepEqual(texts(), ['hello']);
});

test('a call can take effect although its answer is lost', async (t) => {
  const { slack, post, texts } = await slackAndClient(t);
  slack.faults.fail('chat.postMessage', { takesEffect: true, hangsUp: true });
  slack.faults.fail('chat.postMessage', { takesEffect: true, status: 503 });
  await assert.rejects(post());
  await assert.rejects(post());
  assert.deepEqual(texts(), ['hello', 'hello']);
});

test('a revoked token is refused until it is restored', async (t) => {
  const { slack, post } = await slackAndClient(t);
  slack.faults.revokeToken();
  await assert.rejects(post(), /token_revoked/);
  slack.faults.restoreToken();
  await post();
});

test('a dropped socket is gone at once', async (t) => {
  const { slack } = await slackAndClient(t);
  const client = new WebClient(slack.appToken, { slackApiUrl: slack.slackApiUrl });
  const { url = '' } = await client.apps.connections.open();
  const socket = new WebSocket(url);
  await slack.waitFor(() => slack.connectionCount() === 1);
  const closed = once(socket, 'close');
  slack.faults.dropSockets();
  await closed;
  assert.equal(slack.connectionCount(), 0);
});
