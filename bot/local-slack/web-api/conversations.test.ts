import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { WebClient } from '@slack/web-api';

import type { LocalSlackOptions } from '../server.ts';
import { startTestSlack } from '../test-app.ts';

async function slackAndClient(t: TestContext, options: Partial<LocalSlackOptions> = {}) {
  const slack = await startTestSlack(options);
  t.after(() => slack.close());
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.slackApiUrl,
    retryConfig: { retries: 0 },
  });
  return { slack, client };
}

const METADATA = { event_type: 'forecast', event_payload: { request_id: 'r1' } };

test('history and replies come in pages, with metadata for who asks', async (t) => {
  const { client } = await slackAndClient(t);
  const { ts = '' } = await client.chat.postMessage({
    channel: 'C1',
    text: 'top',
    metadata: METADATA,
  });
  for (const text of ['a', 'b', 'c']) {
    await client.chat.postMessage({ channel: 'C1', text, thread_ts: ts });
  }
  const [plain] = (await client.conversations.history({ channel: 'C1' })).messages ?? [];
  assert.equal(plain?.metadata, undefined);
  assert.equal(plain?.reply_count, 3);
  const all = { channel: 'C1', include_all_metadata: true };
  const [told] = (await client.conversations.history(all)).messages ?? [];
  assert.deepEqual(told?.metadata, METADATA);

  const thread = { channel: 'C1', ts, limit: 3 };
  const first = await client.conversations.replies(thread);
  assert.equal(first.has_more, true);
  const cursor = first.response_metadata?.next_cursor ?? '';
  const rest = await client.conversations.replies({ ...thread, cursor });
  const texts = [...(first.messages ?? []), ...(rest.messages ?? [])].map(({ text }) => text);
  assert.deepEqual(texts, ['top', 'a', 'b', 'c']);
  const later = await client.conversations.replies({ channel: 'C1', ts, oldest: ts });
  assert.equal(later.messages?.length, 3);
});

test('metadata that is not whole is refused', async (t) => {
  const { client } = await slackAndClient(t);
  const metadata = { event_type: 'forecast' } as never;
  const posting = client.chat.postMessage({ channel: 'C1', text: 'x', metadata });
  await assert.rejects(posting, /invalid_metadata_format/);
});

test('a channel must be joined, and not be archived', async (t) => {
  const { slack, client } = await slackAndClient(t);
  const post = () => client.chat.postMessage({ channel: 'C2', text: 'x' });
  slack.workspace.changeChannel('C2', { is_member: false });
  await assert.rejects(post(), /not_in_channel/);
  await client.conversations.join({ channel: 'C2' });
  const { ts = '' } = await post();
  slack.workspace.changeChannel('C2', { is_archived: true });
  await assert.rejects(post(), /is_archived/);
  await assert.rejects(client.chat.update({ channel: 'C2', ts, text: 'y' }), /is_inactive/);
  slack.workspace.changeChannel('C2', { is_private: true, is_member: false });
  await assert.rejects(post(), /channel_not_found/);
});

test('a deleted message with replies leaves a tombstone', async (t) => {
  const { client } = await slackAndClient(t);
  const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'top' });
  await client.chat.postMessage({ channel: 'C1', text: 'reply', thread_ts: ts });
  await client.chat.delete({ channel: 'C1', ts });
  const { messages = [] } = await client.conversations.replies({ channel: 'C1', ts });
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['This message was deleted.', 'reply'],
  );
  await assert.rejects(client.chat.update({ channel: 'C1', ts, text: 'x' }), /message_not_found/);
});

test('a method needs its scope, and every answer tells those there are', async (t) => {
  const scopes = ['chat:write', 'channels:history'];
  const { client } = await slackAndClient(t, { app: { shortcuts: [], scopes } });
  const { response_metadata } = await client.auth.test();
  assert.deepEqual(response_metadata?.scopes, scopes);
  await client.conversations.history({ channel: 'C1' });
  const reading = client.conversations.history({ channel: 'DALICE' });
  await assert.rejects(reading, /missing_scope/);
});

test('a person has a time zone', async (t) => {
  const { client } = await slackAndClient(t);
  const { user } = await client.users.info({ user: 'UALICE' });
  assert.equal(user?.tz, 'Asia/Kolkata');
  assert.equal(user?.tz_offset, 19_800);
});

test('the permalink of a reply opens its whole thread', async (t) => {
  const { client } = await slackAndClient(t);
  const { ts: first = '' } = await client.chat.postMessage({ channel: 'C1', text: 'top' });
  const answer = { channel: 'C1', text: 'reply', thread_ts: first };
  const { ts: reply = '' } = await client.chat.postMessage(answer);
  const linkTo = async (message_ts: string) =>
    (await client.chat.getPermalink({ channel: 'C1', message_ts })).permalink;
  assert.match((await linkTo(first)) ?? '', new RegExp(`/#/C1/${first}$`));
  assert.match((await linkTo(reply)) ?? '', new RegExp(`/#/C1/${first}$`));
});
