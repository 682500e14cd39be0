import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WebClient } from '@slack/web-api';

import { startTestSlack } from '../test-app.ts';

test('a stream that is refused leaves nothing behind', async (t) => {
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
