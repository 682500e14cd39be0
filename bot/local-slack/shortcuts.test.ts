import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { callPlayground, createTestApp, startTestSlack } from './test-app.ts';

const SHORTCUTS = [
  { name: 'New', type: 'global', callback_id: 'new', description: 'Anew' },
  { name: 'This', type: 'message', callback_id: 'this', description: 'Of this' },
] as const;

/** An app with a shortcut of each type, which notes what it hears. */
async function appWithShortcuts(t: TestContext) {
  const slack = await startTestSlack({ app: { shortcuts: SHORTCUTS, commands: ['/forecast'] } });
  const app = createTestApp(slack);
  const heard: object[] = [];
  app.shortcut(/.*/, async ({ ack, shortcut, client }) => {
    await ack();
    heard.push(shortcut);
    const title = { type: 'plain_text' as const, text: 'Opened' };
    const view = { type: 'modal' as const, title, blocks: [] };
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  });
  await app.start();
  t.after(async () => {
    await app.stop();
    await slack.close();
  });
  const use = async (body: object) => (await callPlayground(slack, 'shortcut', body)).body;
  return { slack, heard, use };
}

test('a global shortcut opens a modal, and belongs to no channel', async (t) => {
  const { slack, heard, use } = await appWithShortcuts(t);
  assert.deepEqual(await use({ user: 'UALICE', callback_id: 'new' }), { ok: true, payload: {} });
  await slack.waitFor(() => slack.workspace.views.openFor('UALICE').length > 0);
  const [shortcut = {}] = heard;
  assert.equal(Reflect.get(shortcut, 'type'), 'shortcut');
  assert.equal(Reflect.has(shortcut, 'channel'), false);
});

test('a message shortcut brings its message', async (t) => {
  const { slack, heard, use } = await appWithShortcuts(t);
  const { ts } = slack.workspace.messages.post({ user: 'UBOB', channel: 'C1', text: 'iOS' });
  await use({ user: 'UALICE', callback_id: 'this', channel: 'C1', ts });
  const [shortcut = {}] = heard;
  const { type, message_ts, message, channel } = shortcut as Record<string, object>;
  assert.deepEqual({ type, message_ts }, { type: 'message_action', message_ts: ts });
  assert.equal(Reflect.get(message ?? {}, 'text'), 'iOS');
  assert.equal(Reflect.get(channel ?? {}, 'id'), 'C1');
});

test('what the manifest does not have, and what only one person sees, is refused', async (t) => {
  const { slack, use } = await appWithShortcuts(t);
  assert.equal((await use({ user: 'UALICE', callback_id: 'this' })).error, 'shortcut_not_found');
  const secret = { user: 'UDUCKY', channel: 'C1', text: 'psst', ephemeral_to: 'UALICE' };
  const { ts } = slack.workspace.messages.post(secret);
  const onSecret = { user: 'UALICE', callback_id: 'this', channel: 'C1', ts };
  assert.equal((await use(onSecret)).error, 'message_not_found');
  const command = { user: 'UALICE', channel: 'C1', command: '/other', text: '' };
  assert.equal((await callPlayground(slack, 'command', command)).body.error, 'unknown_command');
});
