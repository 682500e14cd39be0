import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { App } from '@slack/bolt';
import type { LocalSlack } from './server.ts';
import type { Message } from './state/types.ts';
import { callPlayground, createTestApp, SILENT, startTestSlack } from './test-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const buttons = [
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'edit', text: plain('Edit'), value: 'job-1' }],
  },
];

const modal = {
  type: 'modal' as const,
  callback_id: 'edit',
  title: plain('Edit forecast'),
  submit: plain('Run'),
  blocks: [
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: { type: 'plain_text_input', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'device',
      label: plain('Device'),
      optional: true,
      element: {
        type: 'static_select',
        action_id: 'v',
        options: [{ text: plain('Phone'), value: 'phone' }],
      },
    },
  ],
};

function addListeners(app: App, seen: string[]): void {
  app.command('/forecast', async ({ ack, command, client }) => {
    if (command.text === 'help') return ack({ text: 'Try something' });
    await ack();
    await client.chat.postMessage({
      channel: command.channel_id,
      text: `Forecast of ${command.text}`,
      blocks: buttons,
    });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `Hello <@${event.user}>`, thread_ts: event.ts });
  });
  app.message(async ({ message, client }) => {
    if (message.channel_type !== 'im' || message.subtype) return;
    await client.chat.postMessage({ channel: message.channel, text: `Quack: ${message.text}` });
  });
  app.action('edit', async ({ ack, body, client, action }) => {
    await ack();
    if (action.type !== 'button' || body.type !== 'block_actions') return;
    seen.push(action.value ?? '');
    await client.views.open({ trigger_id: body.trigger_id, view: modal });
  });
  app.view('edit', async ({ ack, view, client, body }) => {
    const where = view.state.values.where?.v?.value;
    if (where === 'nowhere') {
      return ack({ response_action: 'errors', errors: { where: 'No such place' } });
    }
    seen.push(view.state.values.device?.v?.selected_option?.value ?? 'no device');
    await ack();
    await client.chat.postEphemeral({ channel: 'C1', user: body.user.id, text: `Run ${where}` });
  });
}

describe('a Bolt app over Socket Mode', () => {
  let slack: LocalSlack;
  let app: App;
  const seen: string[] = [];

  before(async () => {
    slack = await startTestSlack();
    app = createTestApp(slack);
    addListeners(app, seen);
    await app.start();
  });
  after(async () => {
    await app.stop();
    await slack.close();
  });

  const posted = (channel: string, has: (message: Message) => boolean) =>
    slack.waitFor(() => slack.workspace.messages.inChannel(channel).find(has));

  test('answers a command in the channel', async () => {
    const { body } = await callPlayground(slack, 'command', {
      user: 'UALICE',
      channel: 'C1',
      command: '/forecast',
      text: 'phones in Mumbai',
    });
    assert.deepEqual(body, { ok: true });
    const message = await posted('C1', ({ text }) => text === 'Forecast of phones in Mumbai');
    assert.equal(message.user, 'UDUCKY');
  });

  test('answers a command with its acknowledgement, seen by its user only', async () => {
    await callPlayground(slack, 'command', {
      user: 'UBOB',
      channel: 'C1',
      command: '/forecast',
      text: 'help',
    });
    const message = await posted('C1', ({ text }) => text === 'Try something');
    assert.equal(message.ephemeral_to, 'UBOB');
  });

  test('hears a mention and answers in its thread', async () => {
    const said = { user: 'UALICE', channel: 'C1', text: '@ducky hello' };
    const { body } = await callPlayground(slack, 'say', said);
    const reply = await posted('C1', ({ text }) => text === 'Hello <@UALICE>');
    assert.equal(reply.thread_ts, body.ts);
  });

  test('hears a direct message', async () => {
    await callPlayground(slack, 'say', { user: 'UBOB', channel: 'DBOB', text: 'why?' });
    await posted('DBOB', ({ text }) => text === 'Quack: why?');
  });

  test('opens a modal on a click, shows its errors, then takes it', async () => {
    const { ts } = await posted('C1', ({ text }) => text.startsWith('Forecast of'));
    const click = { user: 'UALICE', channel: 'C1', ts, action_id: 'edit' };
    assert.deepEqual((await callPlayground(slack, 'click', click)).body.ok, true);
    const view = await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
    const submit = async (values: object) =>
      (await callPlayground(slack, 'submit', { user: 'UALICE', view_id: view.id, values })).body;

    assert.deepEqual((await submit({})).errors, {
      where: 'Please complete this required field.',
    });
    const refusal = await submit({ where: 'nowhere' });
    assert.deepEqual(refusal.errors, { where: 'No such place' });
    assert.equal(slack.workspace.views.openFor('UALICE').length, 1);

    const values = { where: { v: { value: 'Mumbai' } }, device: 'phone' };
    assert.deepEqual(await submit(values), { ok: true });
    assert.equal(slack.workspace.views.openFor('UALICE').length, 0);
    assert.deepEqual(seen, ['job-1', 'phone']);
    const thanks = await posted('C1', ({ text }) => text === 'Run Mumbai');
    assert.equal(thanks.ephemeral_to, 'UALICE');
  });

  test('updates a message in place', async () => {
    const { client } = app;
    const { ts = '' } = await client.chat.postMessage({ channel: 'C2', text: 'working' });
    await client.chat.update({ channel: 'C2', ts, text: 'done', blocks: buttons });
    const [message] = slack.workspace.messages.inChannel('C2');
    assert.equal(message?.ts, ts);
    assert.equal(message?.text, 'done');
    assert.ok(message?.edited);
  });

  test('uploads an image without a channel and shows it in a block', async () => {
    const { client } = app;
    const uploaded = await client.filesUploadV2({
      file: Buffer.from('png bytes'),
      filename: 'chart.png',
      alt_text: 'A chart',
    });
    const id = uploaded.files[0]?.files?.[0]?.id ?? '';
    const image = { type: 'image', slack_file: { id }, alt_text: 'A chart' };
    await client.chat.postMessage({ channel: 'C2', text: 'chart', blocks: [image] });
    const bytes = await fetch(`${slack.url}/files/${id}/chart.png`);
    assert.equal(bytes.headers.get('content-type'), 'image/png');
    assert.equal(await bytes.text(), 'png bytes');
    const unknown = { ...image, slack_file: { id: 'F0' } };
    await assert.rejects(
      client.chat.postMessage({ channel: 'C2', text: 'x', blocks: [unknown] }),
      /invalid_blocks/,
    );
  });

  test('shares a file in a channel', async () => {
    await app.client.filesUploadV2({
      channel_id: 'C2',
      file: Buffer.from('day,impressions\n'),
      filename: 'days.csv',
      initial_comment: 'The days',
    });
    const message = await posted('C2', ({ text }) => text === 'The days');
    assert.equal(message.files?.[0]?.name, 'days.csv');
  });

  test('a file that could not be shared can be shared once more', async () => {
    const { client } = app;
    const bytes = 'day,impressions\n';
    const announced = { filename: 'again.csv', length: bytes.length };
    const { upload_url = '', file_id: id = '' } =
      await client.files.getUploadURLExternal(announced);
    await fetch(upload_url, { method: 'POST', body: bytes });
    const share = (channel_id: string, more = {}) =>
      client.files.completeUploadExternal({ files: [{ id }], channel_id, ...more });
    await assert.rejects(share('C9'), /channel_not_found/);
    await assert.rejects(share('C2', { blocks: [{ type: 'nonsense' }] }), /invalid_blocks/);
    await assert.rejects(client.files.info({ file: id }), /file_not_found/);
    await share('C2');
    await posted('C2', ({ files }) => files?.[0]?.name === 'again.csv');
  });

  test('truncates a text that is too long', async () => {
    await app.client.chat.postMessage({ channel: 'C2', text: 'a'.repeat(40_001) });
    const message = slack.workspace.messages.inChannel('C2').at(-1);
    assert.equal(message?.text.length, 40_000);
  });

  test('streams an answer', async () => {
    const { client } = app;
    const parent = await client.chat.postMessage({ channel: 'DBOB', text: 'thread' });
    const thread = { channel: 'DBOB', thread_ts: parent.ts ?? '' };
    const { ts = '' } = await client.chat.startStream({ ...thread, markdown_text: 'one ' });
    await client.chat.appendStream({ channel: 'DBOB', ts, markdown_text: 'two' });
    await client.chat.stopStream({ channel: 'DBOB', ts });
    const message = slack.workspace.messages.find('DBOB', ts);
    assert.equal(message?.text, 'one two');
    assert.equal(message?.streaming, false);
  });

  test('is refused what Slack refuses', async () => {
    const { client } = app;
    const code = (error: { data?: { error?: string } }) => error.data?.error;
    const refusedWith = (expected: string) => (error: object) => code(error) === expected;
    await assert.rejects(client.apiCall('no.such'), refusedWith('unknown_method'));
    await assert.rejects(
      client.chat.postMessage({ channel: 'C9', text: 'x' }),
      refusedWith('channel_not_found'),
    );
    await assert.rejects(
      client.views.open({ trigger_id: 'made-up', view: modal }),
      refusedWith('invalid_trigger_id'),
    );
    await assert.rejects(client.auth.test({ token: 'xoxb-wrong' }), refusedWith('invalid_auth'));
  });
});

test('a late event comes again with the same id', { timeout: 10_000 }, async () => {
  await using slack = await disposableSlack({ ackTimeoutMs: 50, eventRetryDelaysMs: [0, 0, 0] });
  const ids: string[] = [];
  const app = new App({
    appToken: slack.appToken,
    socketMode: true,
    logger: SILENT,
    clientOptions: { slackApiUrl: slack.slackApiUrl },
    authorize: async () => {
      if (ids.length < 2) await sleep(200);
      return { botToken: slack.botToken, botId: 'BDUCKY', botUserId: 'UDUCKY' };
    },
  });
  const receiver = Reflect.get(app, 'receiver') as { client: NodeJS.EventEmitter };
  receiver.client.on('slack_event', ({ body }) => ids.push(body.event_id));
  await app.start();
  await callPlayground(slack, 'say', { user: 'UALICE', channel: 'C1', text: 'hello' });
  while (ids.length < 3) await sleep(10);
  await app.stop();
  assert.equal(new Set(ids).size, 1);
});

test('a command without an app fails with a word from Slackbot', async () => {
  await using slack = await disposableSlack();
  const given = { user: 'UALICE', channel: 'C1', command: '/forecast', text: '' };
  const { body } = await callPlayground(slack, 'command', given);
  assert.deepEqual(body, { ok: false, error: 'dispatch_failed' });
  const [message] = slack.workspace.messages.inChannel('C1');
  assert.equal(message?.user, 'USLACKBOT');
  assert.equal(message?.ephemeral_to, 'UALICE');
});

test('two connections share the envelopes', async () => {
  await using slack = await disposableSlack();
  const apps = [createTestApp(slack), createTestApp(slack)];
  const heard: number[] = [];
  apps.forEach((app, index) => {
    app.command('/who', async ({ ack }) => {
      heard.push(index);
      await ack();
    });
  });
  await Promise.all(apps.map((app) => app.start()));
  await slack.waitFor(() => slack.connectionCount() === 2);
  const command = { user: 'UALICE', channel: 'C1', command: '/who', text: '' };
  await callPlayground(slack, 'command', command);
  await callPlayground(slack, 'command', command);
  await Promise.all(apps.map((app) => app.stop()));
  assert.deepEqual(heard.toSorted(), [0, 1]);
});

test('posts faster than one a second are refused where the rate is limited', async () => {
  await using slack = await disposableSlack({ rateLimited: true });
  const post = () =>
    fetch(`${slack.slackApiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      body: new URLSearchParams({ channel: 'C1', text: 'x' }),
    });
  assert.equal((await post()).status, 200);
  const second = await post();
  assert.equal(second.status, 429);
  assert.equal(second.headers.get('retry-after'), '1');
});

async function disposableSlack(options = {}) {
  const slack = await startTestSlack(options);
  return Object.assign(slack, { [Symbol.asyncDispose]: () => slack.close() });
}
