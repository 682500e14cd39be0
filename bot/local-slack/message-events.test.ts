import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { LocalSlackOptions } from './server.ts';
import { callPlayground, createTestApp, startTestSlack } from './test-app.ts';

interface Heard {
  type: string;
  subtype?: string;
  channel_type?: string;
  text?: string;
  parent_user_id?: string;
  team?: string;
  message?: { text: string };
  previous_message?: { text: string };
}

/** An app that notes every event, its own messages left in. */
async function listeningApp(t: TestContext, options: Partial<LocalSlackOptions> = {}) {
  const slack = await startTestSlack(options);
  const app = createTestApp(slack, { ignoreSelf: false });
  const heard: Heard[] = [];
  app.use(async ({ body, next }) => {
    if ('event' in body) heard.push(body.event as Heard);
    await next();
  });
  await app.start();
  t.after(async () => {
    await app.stop();
    await slack.close();
  });
  const say = async (body: object) => (await callPlayground(slack, 'say', body)).body;
  const hear = async (is: (event: Heard) => boolean) => {
    for (let tries = 0; tries < 500; tries += 1) {
      if (heard.some(is)) return;
      await sleep(10);
    }
    assert.fail('the app was not told');
  };
  return { slack, app, heard, say, hear };
}

test('every message is told with its type of channel, and a reply with its parent', async (t) => {
  const { slack, heard, say } = await listeningApp(t);
  slack.workspace.changeChannel('C2', { is_private: true });
  const { ts } = await say({ user: 'UALICE', channel: 'C1', text: 'lunch?' });
  await say({ user: 'UBOB', channel: 'C1', text: 'yes', thread_ts: ts });
  await say({ user: 'UBOB', channel: 'C2', text: 'secret' });
  await say({ user: 'UBOB', channel: 'DBOB', text: 'hi' });
  assert.deepEqual(
    heard.map(({ channel_type, parent_user_id }) => [channel_type, parent_user_id]),
    [
      ['channel', undefined],
      ['channel', 'UALICE'],
      ['group', undefined],
      ['im', undefined],
    ],
  );
});

test('the app hears of its own messages, their edits and what is deleted', async (t) => {
  const { slack, app, hear } = await listeningApp(t);
  const { ts = '' } = await app.client.chat.postMessage({ channel: 'C1', text: 'one' });
  await hear(({ text }) => text === 'one');
  await app.client.chat.update({ channel: 'C1', ts, text: 'two' });
  await hear(({ subtype }) => subtype === 'message_changed');
  const act = { user: 'UALICE', channel: 'C1', ts };
  assert.equal((await callPlayground(slack, 'delete', act)).body.error, 'cant_delete_message');
  assert.equal((await callPlayground(slack, 'delete', { ...act, user: 'UBOB' })).body.ok, true);
  await hear(({ subtype }) => subtype === 'message_deleted');
});

test('only what the app subscribed to is told, and only where it is a member', async (t) => {
  const events = ['message.im', 'app_mention'];
  const { slack, heard, say } = await listeningApp(t, { app: { shortcuts: [], events } });
  await say({ user: 'UALICE', channel: 'C1', text: 'lunch?' });
  await say({ user: 'UALICE', channel: 'C1', text: '@ducky lunch?' });
  await say({ user: 'UALICE', channel: 'DALICE', text: 'hi' });
  slack.workspace.changeChannel('C1', { is_member: false });
  await say({ user: 'UALICE', channel: 'C1', text: '@ducky are you there?' });
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['app_mention', 'message'],
  );
});

test('the app hears of what it replaces and deletes by a response address', async (t) => {
  const { slack, app, heard, hear } = await listeningApp(t);
  app.action('go', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'two', replace_original: true });
    await respond({ delete_original: true });
  });
  const go = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const;
  const blocks = [{ type: 'actions' as const, elements: [go] }];
  const { ts } = await app.client.chat.postMessage({ channel: 'C1', text: 'one', blocks });
  await callPlayground(slack, 'click', { user: 'UALICE', channel: 'C1', ts, action_id: 'go' });
  await hear(({ subtype }) => subtype === 'message_deleted');
  const changed = heard.find(({ subtype }) => subtype === 'message_changed');
  assert.deepEqual([changed?.previous_message?.text, changed?.message?.text], ['one', 'two']);
});
