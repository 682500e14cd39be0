import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { App } from '@slack/bolt';
import type { LocalSlack } from './server.ts';
import { TriggerIds } from './state/trigger-ids.ts';
import { callPlayground, createTestApp, startTestSlack } from './test-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (callback_id: string, title: string) => ({
  type: 'modal' as const,
  callback_id,
  title: plain(title),
  submit: plain('Next'),
  notify_on_close: true,
  blocks: [{ type: 'section' as const, text: plain(title) }],
});
const openButton = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'open', text: plain('Open') }],
};

describe('answers to interactions', () => {
  let slack: LocalSlack;
  let app: App;
  const closed: string[] = [];
  const responseUrls: string[] = [];

  before(async () => {
    slack = await startTestSlack();
    app = createTestApp(slack);
    app.action('open', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      responseUrls.push(body.response_url ?? '');
      await client.views.open({ trigger_id: body.trigger_id, view: modal('first', 'First') });
    });
    app.view({ callback_id: 'first', type: 'view_submission' }, ({ ack }) =>
      ack({ response_action: 'push', view: modal('second', 'Second') }),
    );
    app.view({ callback_id: 'second', type: 'view_submission' }, ({ ack }) =>
      ack({ response_action: 'update', view: modal('third', 'Third') }),
    );
    app.view({ callback_id: 'third', type: 'view_submission' }, ({ ack }) =>
      ack({ response_action: 'clear' }),
    );
    app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack, view }) => {
      closed.push(view.callback_id);
      await ack();
    });
    await app.start();
  });
  after(async () => {
    await app.stop();
    await slack.close();
  });

  const openViews = () => slack.workspace.views.openFor('UALICE');
  const titles = () => openViews().map(({ content }) => content.callback_id);
  const open = async () => {
    const blocks = [openButton];
    const { ts } = await app.client.chat.postMessage({ channel: 'C1', text: 'x', blocks });
    const click = { user: 'UALICE', channel: 'C1', ts, action_id: 'open' };
    await callPlayground(slack, 'click', click);
    return { ts, view: await slack.waitFor(() => openViews()[0]) };
  };
  const submitTop = () =>
    callPlayground(slack, 'submit', { user: 'UALICE', view_id: openViews().at(-1)?.id });

  test('a modal pushes another, changes it, and clears them all', async () => {
    await open();
    await submitTop();
    assert.deepEqual(titles(), ['first', 'second']);
    await submitTop();
    assert.deepEqual(titles(), ['first', 'third']);
    await submitTop();
    assert.deepEqual(titles(), []);
  });

  test('a modal that pushes itself is refused where three are open', async () => {
    const { view } = await open();
    slack.workspace.views.open('UALICE', modal('second', 'Second'), view);
    slack.workspace.views.open('UALICE', modal('first', 'First'), view);
    assert.equal((await submitTop()).body.error, 'push_limit_reached');
    assert.deepEqual(titles(), ['first', 'second', 'first']);
    slack.workspace.views.closeStack(view);
  });

  test('the app hears of a modal that was closed', async () => {
    const { view } = await open();
    await callPlayground(slack, 'close', { user: 'UALICE', view_id: view.id });
    assert.deepEqual(closed, ['first']);
    assert.deepEqual(titles(), []);
  });

  test('a response address replaces, posts and deletes, five times in all', async () => {
    const { ts, view } = await open();
    await callPlayground(slack, 'close', { user: 'UALICE', view_id: view.id });
    const url = responseUrls.at(-1) ?? '';
    const respond = async (body: object) =>
      (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
    const find = () => slack.workspace.messages.find('C1', ts ?? '');

    assert.equal(await respond({ text: 'replaced', replace_original: true }), 200);
    assert.equal(find()?.text, 'replaced');
    assert.equal(await respond({ text: 'only you' }), 200);
    assert.equal(slack.workspace.messages.all().at(-1)?.ephemeral_to, 'UALICE');
    assert.equal(await respond({ blocks: [{ type: 'nonsense' }] }), 400);
    assert.equal(await respond({ text: 'all', response_type: 'in_channel' }), 200);
    assert.equal(await respond({ delete_original: true }), 200);
    assert.equal(find(), undefined);
    assert.equal(await respond({ text: 'once more' }), 404);
  });
});

test('a trigger works once, and for three seconds', () => {
  let nowMs = 0;
  const triggers = new TriggerIds(() => nowMs);
  const [used, late] = [triggers.issue('UALICE'), triggers.issue('UBOB')];
  assert.equal(triggers.exchange(used), 'UALICE');
  assert.throws(() => triggers.exchange(used), /exchanged_trigger_id/);
  nowMs = 3_001;
  assert.throws(() => triggers.exchange(late), /expired_trigger_id/);
});
