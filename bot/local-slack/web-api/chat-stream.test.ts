import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { WebClient } from '@slack/web-api';

import { startTestSlack } from '../test-app.ts';

async function streamingClient(t: TestContext) {
  const slack = await startTestSlack();
  t.after(() => slack.close());
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.slackApiUrl,
    retryConfig: { retries: 0 },
  });
  const recipient = { recipient_user_id: 'UALICE', recipient_team_id: 'TLOCAL' };
  const start = (markdown_text: string) =>
    client.chat.startStream({ channel: 'C1', thread_ts: '1.1', markdown_text, ...recipient });
  const shown = () => slack.workspace.messages.inChannel('C1');
  return { client, start, shown };
}

test('a stream that is refused leaves nothing behind', async (t) => {
  const { client, start, shown } = await streamingClient(t);
  await assert.rejects(start('x'.repeat(20_000)), /msg_too_long/);
  assert.deepEqual(shown(), []);

  const { ts = '' } = await start('It is ');
  const stop = (type: string) => {
    const block = { type, text: { type: 'plain_text', text: 'Tail' } };
    const blocks = [block] as never;
    return client.chat.stopStream({ channel: 'C1', ts, markdown_text: 'low.', blocks });
  };
  await assert.rejects(stop('no such block'), /invalid_blocks/);
  assert.deepEqual([shown()[0]?.text, shown()[0]?.streaming], ['It is ', true]);
  await stop('section');
  assert.deepEqual([shown()[0]?.text, shown()[0]?.streaming], ['It is low.', false]);
});

test('a task keeps its place while it is told more of', async (t) => {
  const { client, start, shown } = await streamingClient(t);
  const { ts = '' } = await start('Wait. ');
  const append = (...chunks: object[]) =>
    client.chat.appendStream({ channel: 'C1', ts, chunks: chunks as never });
  const task = { type: 'task_update', id: 'read', title: 'Read', status: 'in_progress' };
  const sources = [{ type: 'url', url: 'https://example.com', text: 'Example' }];
  await append({ type: 'plan_update', title: 'Plan' }, { ...task, details: 'one' });
  await append({ type: 'markdown_text', text: 'Soon.' }, { type: 'plan_update', title: 'Planned' });
  await append({ ...task, title: 'Done', status: 'complete', details: ', two', output: '3' });
  await append({ ...task, title: 'Done', status: 'complete', sources });
  const rich = (...texts: string[]) => {
    const elements = texts.map((text) => ({ type: 'text', text }));
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  };
  const [, plan, card] = shown()[0]?.blocks ?? [];
  assert.deepEqual([plan?.type, plan?.title], ['plan', 'Planned']);
  const { block_id: _any, ...told } = card ?? {};
  assert.deepEqual(told, {
    type: 'task_card',
    task_id: 'read',
    title: 'Done',
    status: 'complete',
    details: rich('one', ', two'),
    output: rich('3'),
    sources,
  });
  assert.equal(shown()[0]?.text, 'Wait. Soon.');
});

test('chunks that Slack does not know are refused, whole calls at a time', async (t) => {
  const { client, start, shown } = await streamingClient(t);
  const { ts = '' } = await start('It is ');
  const append = (chunks: unknown) =>
    client.chat.appendStream({ channel: 'C1', ts, chunks: chunks as never });
  const words = { type: 'markdown_text', text: 'low.' };
  const task = { type: 'task_update', id: 'a', title: 'A', status: 'done' };
  for (const bad of [[words, { type: 'sparkline' }], [words, task], [words, 'text'], {}]) {
    await assert.rejects(append(bad), /invalid_chunks/);
  }
  assert.equal(shown()[0]?.text, 'It is ');
});
