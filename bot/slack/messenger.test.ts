import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';

import { WebClient } from '@slack/web-api';
import { pino } from 'pino';

import type { SlackMessage } from '../blocks/message.ts';
import { notice } from '../blocks/notice.ts';
import { publishFirst } from '../conversation/messenger.ts';
import { startLocalSlack } from '../local-slack/server.ts';
import { boltLogger } from './bolt-logger.ts';
import { slackMessenger } from './messenger.ts';

async function localMessenger(t: TestContext) {
  const log = pino({ level: 'silent' });
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log });
  t.after(() => slack.close());
  const { botToken, slackApiUrl } = slack;
  const client = new WebClient(botToken, { slackApiUrl, logger: boltLogger(log) });
  return { slack, messenger: slackMessenger(client) };
}

const withImage = (id: string): SlackMessage => ({
  text: 'a chart',
  blocks: [{ type: 'image', slack_file: { id }, alt_text: 'a chart' } as SlackMessage['blocks'][0]],
});

test('a form that Slack refuses gives way to the next', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  const broken = withImage('F0');
  const forms = [broken, broken, notice('in words')];
  const messageTs = await publishFirst(messenger, { channel: 'C1' }, { forms, pauseMs: 1 });
  assert.equal(slack.workspace.messages.find('C1', messageTs)?.text, 'in words');
  assert.equal(slack.workspace.messages.inChannel('C1').length, 1);
});

test('an uploaded image can be shown, and is in no channel by itself', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  const id = await messenger.uploadImage({ name: 'chart.png', bytes: Buffer.from('png') });
  const published = await messenger.publish({ channel: 'C1' }, withImage(id));
  assert.ok('messageTs' in published);
  assert.equal(slack.workspace.messages.all().length, 1);
});

test('a message that is gone is posted anew', async (t) => {
  const { messenger } = await localMessenger(t);
  const place = { channel: 'C1', messageTs: '1.000001' };
  const messageTs = await publishFirst(messenger, place, { forms: [notice('here')], pauseMs: 1 });
  assert.notEqual(messageTs, place.messageTs);
});

test('a channel that is closed to us is named as the reason', async (t) => {
  const { messenger } = await localMessenger(t);
  const publish = publishFirst(messenger, { channel: 'C9' }, { forms: [notice('?')], pauseMs: 1 });
  await assert.rejects(publish, { code: 'not_found', userMessage: /Invite me/ });
});

test('a Slack that cannot be reached is worth another try', async () => {
  const client = new WebClient('xoxb-nobody', {
    slackApiUrl: 'http://127.0.0.1:9/api/',
    logger: boltLogger(pino({ level: 'silent' })),
    retryConfig: { retries: 0 },
  });
  const publish = slackMessenger(client).publish({ channel: 'C1' }, notice('?'));
  await assert.rejects(publish, { code: 'unavailable', retryable: true });
});

test('a Slack that says it is unwell is worth another try, a wrong call is not', async (t) => {
  let error = 'internal_error';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const client = new WebClient('xoxb-somebody', {
    slackApiUrl: `http://127.0.0.1:${port}/api/`,
    logger: boltLogger(pino({ level: 'silent' })),
  });
  const publish = () => slackMessenger(client).publish({ channel: 'C1' }, notice('?'));
  await assert.rejects(publish(), { code: 'unavailable', retryable: true });
  error = 'missing_scope';
  await assert.rejects(publish(), /missing_scope/);
});
