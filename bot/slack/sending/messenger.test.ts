import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';

import { WebClient } from '@slack/web-api';
import { pino } from 'pino';

import type { SlackMessage } from '../../blocks/message.ts';
import { notice } from '../../blocks/notice.ts';
import { publishFirst } from '../../conversation/messenger.ts';
import { startLocalSlack } from '../../local-slack/server.ts';
import { stubSlack } from '../../testing/stub-slack.ts';
import { boltLogger } from '../bolt-logger.ts';
import { createDeliveryClient } from './delivery-client.ts';
import { slackMessenger } from './messenger.ts';

const silent = pino({ level: 'silent' });

async function localMessenger(t: TestContext, log = silent) {
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log });
  t.after(() => slack.close());
  const { slackApiUrl } = slack;
  const client = createDeliveryClient({ tokens: slack, slackApiUrl, log });
  return { slack, messenger: slackMessenger(client, { log, sleep: async () => {} }) };
}

/** A messenger at a Slack that answers every call in the same way, and how often it was called. */
async function messengerAt(t: TestContext, answer: (response: ServerResponse) => void) {
  const { client, calls } = await stubSlack(t, (_, response) => answer(response));
  const messenger = slackMessenger(client, { log: silent, sleep: async () => {} });
  return {
    publish: () => messenger.publish({ channel: 'C1' }, notice('?')),
    tries: () => calls.length,
  };
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
  const publish = slackMessenger(client, { log: silent, sleep: async () => {} }).publish(
    { channel: 'C1' },
    notice('?'),
  );
  await assert.rejects(publish, { code: 'unavailable', retryable: true });
});

test('a Slack that says it is unwell is worth another try, a wrong call is not', async (t) => {
  let error = 'internal_error';
  const { publish } = await messengerAt(t, (response) =>
    response.end(JSON.stringify({ ok: false, error })),
  );
  await assert.rejects(publish(), { code: 'unavailable', retryable: true });
  error = 'missing_scope';
  await assert.rejects(publish(), { code: 'unauthorized', userMessage: /installing me again/ });
  error = 'invalid_arguments';
  await assert.rejects(publish(), /invalid_arguments/);
});

test('an answer that breaks off, and a server that fails, are worth another try', async (t) => {
  const answers: ((response: ServerResponse) => void)[] = [
    (response) => response.write('{"ok":', () => response.destroy()),
    (response) => response.writeHead(503).end(),
  ];
  for (const answer of answers) {
    const { publish, tries } = await messengerAt(t, answer);
    await assert.rejects(publish(), { code: 'unavailable', retryable: true });
    assert.equal(tries(), 5);
  }
});

test('an answer that only a defect can explain is not taken for a Slack that is away', async (t) => {
  const noTs = await messengerAt(t, (response) => response.end('{"ok":true}'));
  await assert.rejects(noTs.publish(), { message: 'Slack posted a message without a ts' });
  assert.equal(noTs.tries(), 1);
  const nowhere = await messengerAt(t, (response) => response.writeHead(404).end());
  await assert.rejects(nowhere.publish(), /statusCode = 404/);
  assert.equal(nowhere.tries(), 1);
});

test('a post whose answer was lost is found again, not posted twice', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  const faults = [{ hangsUp: true }, { error: 'fatal_error' }, { error: 'oops', status: 500 }];
  for (const fault of faults) {
    slack.faults.fail('chat.postMessage', { ...fault, takesEffect: true });
    const published = await messenger.publish({ channel: 'C1' }, notice('once'));
    const [posted, ...others] = slack.workspace.messages.inChannel('C1');
    assert.deepEqual(published, { messageTs: posted?.ts });
    assert.deepEqual(others, []);
    for (const message of slack.workspace.messages.all()) slack.workspace.messages.remove(message);
  }
});

test('a post in a thread is found again there', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  const root = await messenger.publish({ channel: 'C1' }, notice('root'));
  assert.ok('messageTs' in root);
  slack.faults.fail('chat.postMessage', { hangsUp: true, takesEffect: true });
  await messenger.publish({ channel: 'C1', threadTs: root.messageTs }, notice('reply'));
  assert.equal(slack.workspace.messages.thread('C1', root.messageTs).length, 2);
});

test('where Slack does not let us look, a lost post is posted again', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  slack.faults.fail('chat.postMessage', { hangsUp: true });
  slack.faults.fail('conversations.history', { error: 'missing_scope' });
  const published = await messenger.publish({ channel: 'C1' }, notice('here'));
  assert.ok('messageTs' in published);
  assert.equal(slack.workspace.messages.inChannel('C1').length, 1);
});

test('a storm of rate limits changes neither the number of messages nor their order', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  slack.faults.fail('chat.postMessage', { retryAfterSeconds: 30, times: 20 });
  const words = Array.from({ length: 10 }, (_, index) => `message ${index}`);
  const publish = (text: string) => messenger.publish({ channel: 'C1' }, notice(text));
  await Promise.all(words.map(publish));
  const texts = slack.workspace.messages.inChannel('C1').map(({ text }) => text);
  assert.deepEqual(texts, words);
});

test('a token that Slack refuses, and a channel that is archived, are named as the reason', async (t) => {
  const { slack, messenger } = await localMessenger(t);
  const publish = () =>
    publishFirst(messenger, { channel: 'C1' }, { forms: [notice('?')], pauseMs: 1 });
  slack.faults.revokeToken();
  const userMessage = /does not accept my sign-in.*installing me again/;
  await assert.rejects(publish(), { code: 'unavailable', userMessage });
  slack.faults.restoreToken();
  slack.faults.fail('chat.postMessage', { error: 'is_archived' });
  await assert.rejects(publish(), { code: 'not_found', userMessage: /archived.*another channel/ });
});

test('why Slack lets no message grow is in the log', async (t) => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const { slack, messenger } = await localMessenger(t, log);
  slack.faults.fail('chat.startStream', { error: 'not_allowed_here' });
  const recipient = { user: 'UALICE', teamId: 'TLOCAL' };
  const place = { channel: 'C1', threadTs: '1.1' };
  assert.equal(await messenger.startStream(place, { recipient, blocks: [] }), undefined);
  assert.match(lines.join(), /"code":"not_allowed_here"/);
});
