import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { App } from '@slack/bolt';
import { callPlayground, SILENT, startTestSlack } from './test-app.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a Bolt app over HTTP accepts the signature and answers', async () => {
  const port = await freePort();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  const slack = await startTestSlack();
  const app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    logger: SILENT,
    clientOptions: { slackApiUrl: slack.slackApiUrl },
  });
  app.command('/forecast', async ({ ack, command }) => ack(`Got ${command.text}`));
  app.event('app_mention', async ({ say }) => {
    await say('Quack');
  });
  await app.start(port);
  const isConnected = async () => (await callPlayground(slack, 'state')).body.bot;
  assert.deepEqual(await isConnected(), { id: 'UDUCKY', is_connected: false });
  let changes = 0;
  slack.workspace.onChange(() => {
    changes += 1;
  });
  await slack.useRequestUrl(requestUrl);
  assert.deepEqual(await isConnected(), { id: 'UDUCKY', is_connected: true });
  assert.equal(changes, 1);
  const place = { user: 'UALICE', channel: 'C1' };
  const command = { ...place, command: '/forecast', text: 'a & b' };
  assert.equal((await callPlayground(slack, 'command', command)).body.ok, true);
  await callPlayground(slack, 'say', { ...place, text: '@ducky hi' });
  const texts = () => slack.workspace.messages.inChannel('C1').map(({ text }) => text);
  await slack.waitFor(() => texts().includes('Quack'));
  assert.ok(texts().includes('Got a & b'));
  await app.stop();
  await slack.close();
});
