import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { App } from '@slack/bolt';

import type { LocalSlack } from './server.ts';
import { callPlayground, createTestApp, startTestSlack } from './test-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const city = (value: string) => ({ text: plain(`${value}, India`), value });

const MODAL = {
  type: 'modal' as const,
  callback_id: 'plan',
  title: plain('Plan'),
  submit: plain('Run'),
  blocks: [
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: {
        type: 'multi_external_select',
        action_id: 'city',
        min_query_length: 2,
        initial_options: [city('Pune')],
      },
    },
    {
      type: 'input',
      block_id: 'at',
      label: plain('At'),
      element: { type: 'timepicker', action_id: 'v', initial_time: '09:00' },
    },
    {
      type: 'input',
      block_id: 'channel',
      optional: true,
      label: plain('Channel'),
      element: { type: 'conversations_select', action_id: 'v' },
    },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [{ type: 'button', action_id: 'more', text: plain('More') }],
    },
  ],
};

describe('menus and fields of a modal', () => {
  let slack: LocalSlack;
  let app: App;
  let viewId = '';
  const heard: { name: string; values: Record<string, object> }[] = [];

  before(async () => {
    slack = await startTestSlack();
    app = createTestApp(slack);
    app.command('/plan', async ({ ack, command, client }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: MODAL as never });
    });
    app.options('city', async ({ ack, options: { value } }) => {
      const known = ['Mumbai', 'Munnar', 'Delhi'].filter((name) => name.startsWith(value));
      await ack({ options: value === 'bad' ? [{ value: '' } as never] : known.map(city) });
    });
    app.action('more', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.view) return;
      heard.push({ name: 'more', values: body.view.state.values });
      const view = { ...MODAL, title: plain('More') } as never;
      await client.views.update({ view_id: body.view.id, hash: body.view.hash, view });
    });
    app.view('plan', async ({ ack, view }) => {
      heard.push({ name: 'submit', values: view.state.values });
      await ack();
    });
    await app.start();
    const command = { user: 'UALICE', channel: 'C1', command: '/plan', text: '' };
    await callPlayground(slack, 'command', command);
    viewId = (await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0])).id;
  });
  after(async () => {
    await app.stop();
    await slack.close();
  });

  const act = async (name: string, body: object) =>
    (await callPlayground(slack, name, { user: 'UALICE', view_id: viewId, ...body })).body;
  const suggest = (value: string) => act('suggest', { action_id: 'city', value });

  test('an external menu asks the app for options', async () => {
    assert.deepEqual(await suggest('Mu'), { ok: true, options: [city('Mumbai'), city('Munnar')] });
    assert.deepEqual(await suggest('Zz'), { ok: true, options: [] });
    assert.equal((await suggest('M')).error, 'query_too_short');
    assert.equal((await suggest('bad')).error, 'invalid_options');
  });

  test('a click tells what is filled in, and an update keeps it', async () => {
    const values = { where: ['Pune', 'Mumbai'], at: '18:30', channel: 'C2' };
    await act('click', { action_id: 'more', values });
    const { where, at, channel } = heard.at(-1)?.values ?? {};
    const chosen = {
      type: 'multi_external_select',
      selected_options: [city('Pune'), city('Mumbai')],
    };
    assert.deepEqual(where, { city: chosen });
    assert.deepEqual(at, { v: { type: 'timepicker', selected_time: '18:30' } });
    assert.deepEqual(channel, { v: { type: 'conversations_select', selected_conversation: 'C2' } });

    const title = () => slack.workspace.views.find(viewId)?.content.title;
    await slack.waitFor(() => JSON.stringify(title()).includes('More'));
    assert.equal((await act('submit', { values: { at: '07:15' } })).ok, true);
    const sent = heard.at(-1)?.values;
    assert.deepEqual(sent?.where, { city: chosen });
    assert.deepEqual(sent?.at, { v: { type: 'timepicker', selected_time: '07:15' } });
  });
});

test('a click in a message tells what its user has chosen in it', async (t) => {
  const slack = await startTestSlack();
  const app = createTestApp(slack);
  const heard: unknown[] = [];
  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    heard.push(Reflect.get(body, 'state'));
  });
  await app.start();
  t.after(async () => {
    await app.stop();
    await slack.close();
  });
  const options = ['phone', 'tablet'].map((value) => ({ text: plain(value), value }));
  const [phone, tablet] = options;
  const menu = { type: 'static_select', action_id: 'menu', options, initial_option: phone };
  const date = { type: 'datepicker', action_id: 'date' };
  const go = { type: 'button', action_id: 'go', text: plain('Go') };
  const blocks = [{ type: 'actions', block_id: 'form', elements: [menu, date, go] }];
  const post = { channel: 'C1', text: 'Where?', blocks: blocks as never };
  const { ts } = await app.client.chat.postMessage(post);
  const click = async (user: string, action_id: string, value?: string) => {
    await callPlayground(slack, 'click', { user, channel: 'C1', ts, action_id, value });
    return heard.at(-1);
  };
  const state = (selected_option: unknown, selected_date: string | null) => ({
    values: {
      form: {
        menu: { type: 'static_select', selected_option },
        date: { type: 'datepicker', selected_date },
      },
    },
  });
  assert.deepEqual(await click('UALICE', 'menu', 'tablet'), state(tablet, null));
  await click('UALICE', 'date', '2026-11-23');
  assert.deepEqual(await click('UALICE', 'go'), state(tablet, '2026-11-23'));
  assert.deepEqual(await click('UBOB', 'go'), state(phone, null));
});
